import type { NodeJson, PinJson } from '../node-json.js';
import { type AnyNodeType, defineNode } from '../node-type.js';
import * as pin from '../pins.js';
import { type BoardBuilder, aBoard } from '../testing.js';
import type { BoardJson, LayerJson } from './board-json.js';

// Small boards for the tests of the editing rules, and node types that do nothing.

const idle = { doc: 'Does nothing.', category: 'Test', bind: () => () => undefined };

export const source = defineNode({
  ...idle,
  name: 'source',
  title: 'Source',
  start: true,
  inputs: {},
  outputs: {
    out: pin.exec('Out', 'Goes on.'),
    text: pin.string('Text', 'A text.'),
    texts: pin.array(pin.string('Texts', 'Some texts.')),
    number: pin.integer('Number', 'A number.'),
  },
});
export const sink = defineNode({
  ...idle,
  name: 'sink',
  title: 'Sink',
  inputs: { in: pin.exec('In', 'Starts it.'), text: pin.string('Text', 'A text.') },
  outputs: { out: pin.exec('Out', 'Goes on.'), echo: pin.string('Echo', 'The text.') },
});

export const board = (...types: AnyNodeType[]) => aBoard([source, sink, ...types]);

/** The JSON of a board; `layers` says what lies in which layer, nodes and layers alike. */
export function jsonOf(builder: BoardBuilder, layers: Readonly<Record<string, string>> = {}) {
  const json = structuredClone(builder.json()) as BoardJson;
  for (const [id, layer] of Object.entries(layers))
    if (id in json.nodes) json.nodes[id]!.layer = layer;
    else json.layers[id]!.parent_id = layer;
  return json;
}

/** All pins of nodes and layers by id. */
export function pinsOf(json: BoardJson): ReadonlyMap<string, PinJson> {
  const owners: (NodeJson | LayerJson)[] = [json.nodes, json.layers].flatMap(Object.values);
  return new Map(owners.flatMap(({ pins }) => Object.entries(pins ?? {})));
}

export const pinAt = (json: BoardJson, id: string): PinJson => pinsOf(json).get(id)!;

/** `new-1`, `new-2` and so on. */
export function countingIds(): () => string {
  let count = 0;
  return () => `new-${++count}`;
}

/** Anything that writes to what it was given then throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
