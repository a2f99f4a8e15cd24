import type { PinJson } from '../node-json.js';
import type { BoardJson } from './board-json.js';
import { mapPinMaps, mapValues, withChanges } from './changes.js';

/** Numbers the inputs and the outputs of every node and layer from 1, in the order they had. */
export function numberPins(board: BoardJson): BoardJson {
  return mapPinMaps(board, (pins) => {
    const numbers = new Map([...numbersOf(pins, 'Input'), ...numbersOf(pins, 'Output')]);
    return mapValues(pins, (pin, id) => withChanges(pin, { index: numbers.get(id) ?? pin.index }));
  });
}

function numbersOf(pins: Record<string, PinJson>, direction: PinJson['pin_type']) {
  return Object.keys(pins)
    .filter((id) => pins[id]!.pin_type === direction)
    .sort((left, right) => placeOf(pins[left]!) - placeOf(pins[right]!))
    .map((id, position): [string, number] => [id, position + 1]);
}

const placeOf = ({ index }: PinJson) => (typeof index === 'number' ? index : 0);
