import type { PlacedNode, PlacedPin } from '../placed-node.js';

/** What is typed into an input that names something by its id; undefined when it comes by a wire. */
export function typedId(node: PlacedNode, pinName: string): TypedId | undefined {
  const pin = node.inputs.find((input) => input.pin.name === pinName);
  const id = pin?.pin.defaultValue;
  if (pin === undefined || typeof id !== 'string' || pin.upstream.length > 0) return undefined;
  return { pin, id };
}

interface TypedId {
  readonly pin: PlacedPin;
  readonly id: string;
}
