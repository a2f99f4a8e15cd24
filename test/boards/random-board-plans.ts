import fc from 'fast-check';

// What random boards are made of: names and texts of all kinds, pins nobody declared, wires anywhere.

const UNKNOWN = ['ai_invoke', 'constructor', 'no such type'];
const IDS = [
  'start',
  'say',
  'each',
  'x1',
  '__proto__',
  'constructor',
  'node',
  'Größe',
  '1',
  'a b',
  '',
  'c.d',
  '#2',
  'ek4tee4s3nufw3drfnwd20hw',
  'v75gcgwv4nqat6tk2einefgz',
  'ek4tzzzs3nufw3drfnwd20hw',
  '0b0c7c1e-1f7c-4c53-8a4f-1d7f4f7f9f5e',
  'a->b',
  '"',
];
const TEXTS = [
  '',
  'Hello',
  '<- say.message',
  '\\<- x',
  '1',
  '1.0',
  'true',
  'null',
  '~',
  '.5',
  '- a',
  'a: b',
  '# c',
  '{a}',
  '{a} and {b}',
  'line\nline',
  ' lead',
  'trail ',
  'a\n\n',
  '\n',
  '\t',
  'é\u2028\u0000',
  '"',
  "'",
  '0x1F',
  'yes',
  '<<',
  '&a',
  '*a',
  '!t',
  '|',
  '>',
  '%',
  '@',
  '`',
  'a #b',
  '1e3',
  '---',
];
const PIN_NAMES = [
  'exec_in',
  'exec_out',
  'message',
  'node',
  'a',
  'b',
  'text',
  '__proto__',
  'true',
  'boolean',
  'auto_handle_error',
  'auto_handle_error_string',
  'a b',
  'x#2',
  'a.b',
  '"',
  '->',
  '<-',
  'Größe',
  '',
  'payload',
];
const DATA_TYPES = ['Execution', 'String', 'Integer', 'Float', 'Boolean', 'Generic', 'Struct'];

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 12 }));
const valueText = fc.oneof(
  text.map((each) => JSON.stringify(each)),
  fc.json({ maxDepth: 3 }),
  fc.constantFrom('1', '1.0', '-0', '1e300', '18446744073709551615', '0.1', '[]', '{}', '[1.0,2]'),
  fc.constantFrom('"v1"', '"start"', '"nobody"', '{"__proto__":{"a":1}}', '["<- a.b"]'),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
const point = fc.tuple(
  fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((x) => x + 0),
  fc.integer({ min: -500, max: 500 }),
  fc.constantFrom(0, 0, 1),
);
const seconds = fc.integer({ min: 0, max: 2_000_000_000 });

const extraPin = fc.record({
  name: fc.constantFrom(...PIN_NAMES),
  direction: fc.constantFrom('Input' as const, 'Output' as const),
  dataType: fc.constantFrom(...DATA_TYPES),
  valueType: fc.constantFrom('Normal', 'Array', 'HashMap', 'HashSet'),
  title: fc.constantFrom('', 'Title', 'a b'),
  schema: maybe(fc.constantFrom('k1', '{"type":"string"}', '{ "type": 1.0 }', 'no json')),
  index: fc.nat(9),
});

const nodePlan = (types: readonly string[]) =>
  fc.record({
    type: fc.constantFrom(...types),
    title: maybe(text),
    comment: maybe(text),
    description: maybe(fc.constantFrom('k1', 'Own words.')),
    coordinates: maybe(point),
    layer: maybe(fc.nat(3)),
    start: maybe(fc.boolean()),
    version: maybe(fc.constantFrom(0, 1, 2)),
    calls: maybe(fc.nat(9)),
    extra: fc.array(extraPin, { maxLength: 3 }),
    dropped: maybe(fc.nat(9)),
    values: fc.array(fc.tuple(fc.nat(9), valueText), { maxLength: 3 }),
  });

const variable = fc.record({
  name: text,
  category: maybe(text),
  value: maybe(valueText),
  data_type: fc.constantFrom('String', 'Float', 'Struct'),
  value_type: fc.constantFrom('Normal', 'Array'),
  exposed: fc.boolean(),
  editable: fc.boolean(),
  runtime_configured: fc.boolean(),
  schema: maybe(fc.constantFrom('k1', '{"type":"string"}')),
});

export type BoardPlan = ReturnType<typeof boardPlans> extends fc.Arbitrary<infer T> ? T : never;

/** `known`: names of node types. */
export function boardPlans(known: readonly string[]) {
  const types = [...known, ...UNKNOWN];
  return fc.record({
    ids: fc.shuffledSubarray(IDS),
    nodes: fc.array(nodePlan(types), { maxLength: 7 }),
    layers: fc.array(
      fc.record({ name: text, parent: maybe(fc.nat(3)), at: maybe(point), enter: maybe(point) }),
      { maxLength: 4 },
    ),
    wires: fc.array(fc.tuple(fc.nat(99), fc.nat(99), maybe(fc.nat(3))), { maxLength: 25 }),
    variables: fc.array(variable, { maxLength: 3 }),
    comments: fc.array(
      fc.record({
        content: text,
        at: point,
        z: maybe(fc.nat(9)),
        layer: maybe(fc.nat(3)),
        seconds,
      }),
      { maxLength: 3 },
    ),
    name: text,
    description: text,
  });
}
