import { whatThereIs } from '../closest.js';
import type { Direction, PinName } from '../draft.js';
import { isPinList } from './added-pins.js';
import { isExecution } from './pins-of-node.js';
import type { PlacedNode } from './placed-node.js';
import { printPinName } from '../references.js';

const WORDS = {
  Input: { one: 'input', many: 'inputs' },
  Output: { one: 'output', many: 'outputs' },
};

/** Says that a node has no such pin, and what would be right: a pin for data, or one for control. */
export function explainMissingPin(
  nodeName: string,
  node: PlacedNode,
  direction: Direction,
  pin: PinName,
  isFlow: boolean,
): string {
  const { one, many } = WORDS[direction];
  const start = `There is no ${one} \`${printPinName(pin)}\` on \`${nodeName}\` (${node.typeName})`;
  const opposite = direction === 'Input' ? 'Output' : 'Input';
  if (node.find(opposite, pin) !== undefined) return `${start}: it is an ${WORDS[opposite].one}`;
  const count = node.named(direction, pin.name).length;
  if (count > 0) {
    const next = printPinName({ name: pin.name, number: count + 1 });
    const more = isPinList(node.type, direction, pin.name) ? `; the next one is \`${next}\`` : '';
    return `${start}: it has ${count} of that name${more}`;
  }
  const candidates = node.all(direction).filter((other) => isExecution(other) === isFlow);
  const names = candidates.map(({ name }) => printPinName({ name, number: 1 }));
  const known = whatThereIs(pin.name, [...new Set(names)], isFlow ? `execution ${many}` : many);
  const canHaveMore = node.type?.extraPins !== undefined && !isFlow;
  return `${start}: ${known}${canHaveMore ? `; more are added under \`node\`, in \`${many}\`` : ''}`;
}
