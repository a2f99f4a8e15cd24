import type { PinJson } from '../../node-json.js';
import type { BoardBuilder } from '../../testing.js';
import type { BoardJson } from '../board-json.js';
import { countingIds, deepFreeze, jsonOf } from '../boards.testing.js';
import { mapPins, mapValues } from '../changes.js';
import { cleanUp } from '../clean-up.js';
import { pinPlaces } from '../pin-places.js';
import { registry } from '../hooked.testing.js';
import { commentShape, layerShape, nodeShape, variableShape } from './element-shapes.js';
import { executeCommands } from './execute-commands.js';
import { redoCommands, undoCommands } from './undo-commands.js';

// Boards to be edited, and edits without ceremony.

export const NOW = { secs_since_epoch: 1000, nanos_since_epoch: 5 };

/** A board as it lies in the database, with every field. */
export function stored(built: BoardBuilder, layers: Readonly<Record<string, string>> = {}) {
  return complete(jsonOf(built, layers));
}

export function complete(json: BoardJson): BoardJson {
  const whole = {
    ...json,
    nodes: mapValues(json.nodes, nodeShape),
    layers: mapValues(json.layers, layerShape),
    variables: mapValues(json.variables, variableShape),
    comments: mapValues(json.comments, commentShape),
  };
  return cleanUp(whole, countingIds());
}

let batches = 0;

/** Ids that no other call gives; the same ones for the same seed. */
const idsOf = (seed = `b${++batches}`) => {
  const ids = countingIds();
  return () => `${seed}-${ids()}`;
};

/** Does one batch; throws when any of its inputs is changed. */
export function execute(board: BoardJson, commands: readonly object[], seed?: string) {
  const context = { registry, createId: idsOf(seed), now: NOW };
  const edit = executeCommands(deepFreeze(board), deepFreeze(commands), context);
  // What a client gets and sends back.
  const answers = JSON.parse(JSON.stringify(edit.commands)) as Record<string, never>[];
  return { ...edit, answers };
}

/** The only message of commands that must fail; the board must stay the very same. */
export function refusal(board: BoardJson, command: object): string {
  const { board: after, skipped, commands } = execute(board, [command]);
  if (after !== board || skipped.length !== 1 || commands[0] !== command)
    throw new Error(`The command was done: ${JSON.stringify(command)}`);
  return skipped[0]!.message;
}

export const undo = (board: BoardJson, commands: readonly object[], seed?: string) =>
  undoCommands(deepFreeze(board), deepFreeze(commands), { createId: idsOf(seed) });

export const redo = (board: BoardJson, commands: readonly object[]) =>
  redoCommands(deepFreeze(board), deepFreeze(commands), { registry, createId: idsOf() });

/** A board without what an undo need not bring back: keys of texts, and the time. */
export function essence(json: BoardJson): BoardJson {
  const textOf = (text: string | null) => json.refs[text!] ?? text;
  const {
    refs: _,
    updated_at: __,
    ...board
  } = mapPins(json, (pin) => ({
    ...pin,
    description: textOf(pin.description)!,
    schema: textOf(pin.schema),
  }));
  return {
    ...board,
    nodes: mapValues(board.nodes, (node) => ({ ...node, description: textOf(node.description)! })),
    variables: mapValues(board.variables, (item) => ({ ...item, schema: textOf(item.schema) })),
  } as BoardJson;
}

/** The essence of a board in which relay pins go by what they lead from and to: a redo makes new ones. */
export function essenceWithoutRelayIds(json: BoardJson) {
  const { layers, ...board } = essence(json);
  const places = pinPlaces(json);
  const farEnds = (id: string, direction: 'connected_to' | 'depends_on') => {
    const found = new Set([id]);
    for (const pin of found)
      if (places.get(pin)!.isRelay)
        for (const next of places.get(pin)!.pin[direction]) found.add(next);
    return [...found].filter((pin) => !places.get(pin)!.isRelay).sort();
  };
  const nameOf = (id: string) => {
    const { isRelay, layer } = places.get(id)!;
    if (!isRelay) return id;
    return `${layer}: ${[...farEnds(id, 'depends_on'), '->', ...farEnds(id, 'connected_to')].join(' ')}`;
  };
  const renamed = (pin: PinJson) => ({
    ...pin,
    id: nameOf(pin.id),
    connected_to: pin.connected_to.map(nameOf).sort(),
    depends_on: pin.depends_on.map(nameOf).sort(),
  });
  const inOrder = (pins: readonly PinJson[]) =>
    pins
      .map((pin) => ({ ...renamed(pin), index: 0 }))
      .sort((left, right) => (left.id < right.id ? -1 : 1));
  return {
    ...board,
    nodes: mapValues(board.nodes, (node) => ({ ...node, pins: mapValues(node.pins, renamed) })),
    layers: Object.values(layers).map((layer) => ({
      ...layer,
      pins: inOrder(Object.values(layer.pins)),
    })),
  };
}
