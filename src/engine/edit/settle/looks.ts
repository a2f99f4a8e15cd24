import type { NodeJson, PinJson } from '../../node-json.js';

/** Whether update hooks of other nodes see no difference: they look at pins, and at what a node is called. */
export function looksTheSame(left: NodeJson, right: NodeJson): boolean {
  if (left.name !== right.name || left.friendly_name !== right.friendly_name) return false;
  if (left.pins === right.pins) return true;
  const ids = Object.keys(left.pins);
  return (
    ids.length === Object.keys(right.pins).length &&
    ids.every((id) => Object.hasOwn(right.pins, id) && isSamePin(left.pins[id]!, right.pins[id]!))
  );
}

function isSamePin(left: PinJson, right: PinJson): boolean {
  const { connected_to: _, depends_on: __, ...facts } = left;
  return (
    left === right ||
    Object.entries(facts).every(([field, fact]) => right[field as keyof PinJson] === fact)
  );
}
