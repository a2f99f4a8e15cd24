import type { BoardJson } from '../engine/index.js';
import type { EventInputJson } from './event.js';

/**
 * What an event takes: the data pins of its node in their order. A node sends on what came in through its
 * outputs; an event that shows a page takes what its node takes.
 */
export function inputsOf(board: BoardJson, nodeId: string, showsPage: boolean): EventInputJson[] {
  if (!Object.hasOwn(board.nodes, nodeId)) return [];
  const direction = showsPage ? 'Input' : 'Output';
  const text = (key: string) => (Object.hasOwn(board.refs ?? {}, key) ? board.refs[key]! : key);
  return Object.values(board.nodes[nodeId]!.pins)
    .filter((pin) => pin.pin_type === direction && pin.data_type !== 'Execution')
    .toSorted((left, right) => left.index - right.index)
    .map((pin) => ({
      id: pin.id,
      name: pin.name,
      friendly_name: pin.friendly_name,
      description: text(pin.description),
      data_type: pin.data_type,
      value_type: pin.value_type,
      schema: pin.schema === null ? null : text(pin.schema),
      default_value: pin.default_value,
      index: pin.index,
    }));
}
