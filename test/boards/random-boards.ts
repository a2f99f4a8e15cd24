import fc from 'fast-check';
import {
  type AnyNodeType,
  type BoardJson,
  encodeDefault,
  nodeJson,
  type NodeJson,
  type PinJson,
  parseValue,
} from '../../src/engine/index.js';

// Boards of real node types and unknown ones, wired in any way, directly and through layers, with names and
// texts of all kinds: what a short form has to keep.

const UNKNOWN = ['ai_invoke', 'constructor', 'no such type'];
const IDS = [
  ...'start say each x1 __proto__ constructor node Größe 1'.split(' '),
  ...['a b', '', 'c.d', '#2', 'ek4tee4s3nufw3drfnwd20hw', 'v75gcgwv4nqat6tk2einefgz'],
  ...['ek4tzzzs3nufw3drfnwd20hw', '0b0c7c1e-1f7c-4c53-8a4f-1d7f4f7f9f5e', 'a->b', '"'],
];
const TEXTS = [
  ...[
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
  ],
  ...[
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
  ],
  ...[
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
  ],
];
const PIN_NAMES = [
  ...'exec_in exec_out message node a b text __proto__ true boolean auto_handle_error'.split(' '),
  ...['auto_handle_error_string', 'a b', 'x#2', 'a.b', '"', '->', '<-', 'Größe', '', 'payload'],
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

export function randomBoards(nodeTypes: readonly AnyNodeType[]): fc.Arbitrary<BoardJson> {
  const types = [...nodeTypes.map(({ name }) => name), ...UNKNOWN];
  const plan = fc.record({
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
  return plan.map((drawn) => {
    let count = 0;
    const newId = () => `p${(count++ * 7919) % 10007}`;
    const layerIds = drawn.layers.map((_, index) => `layer${index}`);
    const layerAt = (index: number | null) => (index === null ? null : (layerIds[index] ?? null));
    const nodes = drawn.nodes.flatMap((each, index): NodeJson[] => {
      const id = drawn.ids[index];
      if (id === undefined) return [];
      const type = nodeTypes.find(({ name }) => name === each.type);
      const base = type ? nodeJson(type, id, newId) : { ...blankNode(id), name: each.type };
      const pins = Object.values(base.pins).filter((_, place) => place !== each.dropped);
      for (const { direction, dataType, valueType, ...extra } of each.extra)
        pins.push({
          ...blankPin(newId()),
          ...{ name: extra.name, friendly_name: extra.title, schema: extra.schema },
          ...{
            pin_type: direction,
            data_type: dataType,
            value_type: valueType,
            index: extra.index,
          },
        });
      for (const [place, json] of each.values) {
        const pin = pins[place];
        if (pin !== undefined) pin.default_value = encodeDefault(parseValue(json));
      }
      return [
        {
          ...base,
          pins: Object.fromEntries(pins.map((pin) => [pin.id, pin])),
          friendly_name: each.title ?? base.friendly_name,
          description: each.description ?? base.description,
          comment: each.comment,
          coordinates: each.coordinates,
          layer: layerAt(each.layer),
          start: each.start ?? base.start,
          version: each.version ?? base.version ?? null,
          fn_refs:
            each.calls === null
              ? null
              : {
                  fn_refs: [drawn.ids[each.calls] ?? 'nobody'],
                  can_reference_fns: each.calls % 2 === 0,
                  can_be_referenced_by_fns: each.calls % 3 === 0,
                },
        },
      ];
    });
    const layers = drawn.layers.map((each, index) => ({
      ...{ id: layerIds[index]!, parent_id: layerAt(each.parent), name: each.name },
      ...{ type: 'Collapsed', nodes: {}, variables: {}, comments: {}, pins: {} as Pins },
      ...{ coordinates: each.at ?? [0, 0, 0], in_coordinates: each.enter, out_coordinates: null },
      ...{ comment: null, error: null, color: null },
    }));
    const pins = nodes.flatMap((node) => Object.values(node.pins));
    const outputs = pins.filter(({ pin_type }) => pin_type === 'Output');
    const inputs = pins.filter(({ pin_type }) => pin_type === 'Input');
    for (const [from, to, layer] of drawn.wires) {
      const [output, input] = [outputs[from % outputs.length], inputs[to % inputs.length]];
      if (output === undefined || input === undefined) continue;
      // Which of several wires counts is for their ids to say; relay pins get new ones at every clean-up.
      const isTaken = layers.length > 0 && input.depends_on.length > 0;
      if (isTaken && input.data_type !== 'Execution') continue;
      const place = layer === null ? undefined : layers[layer];
      if (place === undefined) join(output, input);
      else {
        const relay = { ...input, id: newId(), depends_on: [], connected_to: [] };
        place.pins[relay.id] = relay;
        // Some relays are fed by nobody.
        if (from % 5 > 0) join(output, relay);
        join(relay, input);
      }
    }
    const named = <T extends { id: string }>(items: T[]) =>
      Object.fromEntries(items.map((item) => [item.id, item]));
    return {
      id: drawn.ids.at(-1) ?? 'board',
      name: drawn.name,
      description: drawn.description,
      nodes: named(nodes),
      layers: named(layers),
      variables: named(
        drawn.variables.map(({ value, ...each }, index) => ({
          ...{ ...each, id: index === 0 ? 'v1' : `dj1rpux2s8dl9b7o93o6nre${index}` },
          ...{ secret: false, description: null },
          default_value: value === null ? null : encodeDefault(parseValue(value)),
        })),
      ),
      comments: named(
        drawn.comments.map(({ content, at, z, layer, seconds: secs }, index) => ({
          ...{
            id: `comment${index}`,
            author: null,
            content,
            comment_type: 'Text',
            coordinates: at,
          },
          timestamp: { secs_since_epoch: secs, nanos_since_epoch: 120_000_000 },
          ...{ width: 10, height: 20.5, layer: layerAt(layer), color: null, z_index: z },
          is_locked: null,
        })),
      ),
      viewport: [0, 0, 0],
      version: [0, 0, 1],
      stage: 'Dev',
      log_level: 'Debug',
      execution_mode: 'Hybrid',
      refs: { k1: 'A long text.' },
      page_ids: [],
      created_at: { secs_since_epoch: 0, nanos_since_epoch: 0 },
      updated_at: { secs_since_epoch: 0, nanos_since_epoch: 0 },
    } as unknown as BoardJson;
  });
}

type Pins = Record<string, PinJson>;

function join(from: PinJson, to: PinJson): void {
  from.connected_to = [...new Set([...from.connected_to, to.id])].sort();
  to.depends_on = [...new Set([...to.depends_on, from.id])].sort();
}

function blankNode(id: string): NodeJson {
  const pin = { ...blankPin(`${id} in`), name: 'exec_in', data_type: 'Execution' };
  return {
    ...{ id, name: '', friendly_name: 'Some node', description: '', category: 'Unknown' },
    ...{ coordinates: null, pins: { [pin.id]: pin }, start: null, long_running: true },
    ...{ event_callback: null, layer: null },
  };
}

function blankPin(id: string): PinJson {
  return {
    ...{ id, name: '', friendly_name: '', description: '', pin_type: 'Input' },
    ...{ data_type: 'Generic', schema: null, value_type: 'Normal', depends_on: [] },
    ...{ connected_to: [], default_value: null, index: 1, options: null },
  };
}
