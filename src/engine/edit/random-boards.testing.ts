import fc from 'fast-check';
import type { BoardJson } from './board-json.js';

// Boards that `readBoard` takes and nobody would draw: prototype names as ids, layers in rings, pins of
// one id, links to nowhere, junk in all fields that a run does not look at.

const NODE_TYPES = 'source sink taker passer splitter follower filler caller unknown'.split(' ');
const PIN_NAMES = 'in text out echo value array item id ref extra __proto__'.split(' ');
const id = fc.constantFrom('a', 'b', 'c', 'd', '1', '', '__proto__', 'constructor', 'toString');
const pinId = fc.oneof(
  fc.nat(30).map((number) => `p${number}`),
  fc.constantFrom('__proto__', 'constructor'),
);
const text = fc.oneof(
  fc.constantFrom('', 'k1', 'k2', 'constructor', '__proto__', 'A text.'),
  fc.string(),
);
/** Something of every kind that JSON has. */
export const oddities = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  '',
  '__proto__',
  [],
  [1],
  {},
  { a: [{}] },
];
const junk = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  text,
  fc.constantFrom<unknown>(...oddities),
);
const place = fc.oneof(fc.constant(null), fc.tuple(fc.nat(99), fc.nat(99), fc.nat(1)), junk);

interface PinPlan {
  readonly id: string;
  readonly fields: object;
}
const pin: fc.Arbitrary<PinPlan> = fc.record({
  id: pinId,
  fields: fc.record({
    name: fc.constantFrom(...PIN_NAMES),
    friendly_name: fc.constant('Pin'),
    description: fc.oneof(text, junk),
    pin_type: fc.constantFrom('Input', 'Output'),
    data_type: fc.constantFrom('Execution', 'String', 'Generic', 'Integer'),
    value_type: fc.constantFrom('Normal', 'Array'),
    schema: fc.oneof(text, junk),
    index: fc.oneof(fc.integer({ min: -2, max: 9 }), fc.constant(null)),
    default_value: fc.constantFrom(null, [34, 97, 34], [255]),
  }),
});
const pins = fc.array(pin, { maxLength: 5 });

const plan = fc.record({
  nodes: fc.array(
    fc.record({
      id,
      layer: fc.oneof(id, junk),
      coordinates: place,
      name: fc.constantFrom(...NODE_TYPES),
      description: text,
      start: fc.boolean(),
      fn_refs: fc.constant(null),
      pins,
    }),
    { maxLength: 8 },
  ),
  layers: fc.array(
    fc.record({ id, parent_id: fc.oneof(id, junk), coordinates: place, ends: place, pins }),
    { maxLength: 5 },
  ),
  comments: fc.oneof(fc.dictionary(id, fc.oneof(fc.record({ hash: junk }), junk)), junk),
  variables: fc.dictionary(id, fc.record({ name: fc.constant('V'), schema: junk }), { maxKeys: 2 }),
  refs: fc.array(fc.tuple(text, junk), { maxLength: 4 }),
  wires: fc.array(fc.tuple(pinId, pinId), { maxLength: 40 }),
  halves: fc.array(fc.tuple(pinId, fc.oneof(pinId, text)), { maxLength: 4 }),
});

export const randomBoards: fc.Arbitrary<BoardJson> = plan.map((drawn) => {
  const linked = ({ id: own, fields }: PinPlan) => {
    const links = [...drawn.wires, ...drawn.wires, ...drawn.halves];
    return {
      ...fields,
      id: own,
      connected_to: links.filter(([from]) => from === own).map(([, to]) => to),
      depends_on: drawn.wires.filter(([, to]) => to === own).map(([from]) => from),
    };
  };
  const pinMap = (list: PinPlan[]) =>
    Object.fromEntries(list.map((each) => [each.id, linked(each)]));
  const byId = (list: { id: string; pins: PinPlan[] }[]) =>
    Object.fromEntries(list.map((each) => [each.id, { ...each, pins: pinMap(each.pins) }]));
  const layers = drawn.layers.map(({ ends, ...layer }) => ({ ...layer, in_coordinates: ends }));
  const { comments, variables, refs } = drawn;
  return {
    id: 'board',
    version: [0, 0, 1],
    nodes: byId(drawn.nodes),
    layers: byId(layers),
    comments,
    variables,
    refs: Object.fromEntries(refs),
  } as unknown as BoardJson;
});
