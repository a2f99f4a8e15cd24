import type { PinJson } from '../../node-json.js';
import type { BoardJson } from '../board-json.js';
import type { BoardPart, Owners } from './board-part.js';

/** The texts of a whole board after a part of it was put in order: keys that nobody uses are dropped. */
export function refsAfter(
  before: BoardJson,
  whole: BoardJson,
  { live }: BoardPart,
  tidy: BoardJson,
): BoardJson['refs'] {
  const added = Object.keys(tidy.refs).filter((key) => !Object.hasOwn(whole.refs, key));
  const unused = new Set<string>();
  const suspect = (text: unknown) => {
    if (typeof text !== 'string' || !Object.hasOwn(whole.refs, text)) return;
    if (!Object.hasOwn(tidy.refs, text)) unused.add(text);
  };
  for (const text of textsOf(before, live)) suspect(text);
  if (before.variables !== whole.variables)
    for (const { schema } of Object.values(before.variables)) suspect(schema);
  if (unused.size > 0) {
    for (const text of textsOf(whole, otherOwners(whole, live))) {
      unused.delete(text as string);
      if (unused.size === 0) break;
    }
  }
  if (added.length === 0 && unused.size === 0) return whole.refs;
  const kept = Object.entries(whole.refs).filter(([key]) => !unused.has(key));
  return Object.fromEntries([
    ...kept,
    ...added.map((key) => [key, tidy.refs[key]!]),
  ]) as BoardJson['refs'];
}

function* textsOf({ nodes, layers }: BoardJson, owners: Owners): Generator<unknown> {
  for (const id of owners.nodes) {
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    yield node?.description;
    yield* textsOfPins(node?.pins);
  }
  for (const id of owners.layers)
    yield* textsOfPins(Object.hasOwn(layers, id) ? layers[id]!.pins : undefined);
}

function* textsOfPins(pins: Record<string, PinJson> | undefined): Generator<unknown> {
  for (const { description, schema } of Object.values(pins ?? {})) {
    yield description;
    yield schema;
  }
}

function otherOwners({ nodes, layers }: BoardJson, live: Owners): Owners {
  return {
    nodes: new Set(Object.keys(nodes).filter((id) => !live.nodes.has(id))),
    layers: new Set(Object.keys(layers).filter((id) => !live.layers.has(id))),
  };
}
