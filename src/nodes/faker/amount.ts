import { type Activation, type Input, NodeError, pin } from '../../engine/index.js';
import { wholeBetween } from './fake.js';

/** How much of anything one node makes up at most: more would hold up all others. */
const MOST = 10_000;

export const least = (title: string, doc: string, amount: number) =>
  pin.integer(title, doc, { default: amount });
/** Not included; but two equal bounds mean exactly that. */
export const below = (title: string, amount: number) =>
  pin.integer(title, 'It becomes less than this.', { default: amount });

/** An amount between two bounds. Throws NodeError for bounds that make no sense. */
export function amountBetween(
  at: Activation,
  min: Input<number>,
  max: Input<number>,
  most = MOST,
): number {
  const [from, to] = [min.read(at), max.read(at)];
  if (from < 0) throw new NodeError(`Pin '${min.name}' must not be negative`);
  if (to < from) throw new NodeError(`Pin '${max.name}' must not be less than '${min.name}'`);
  if (to > most) throw new NodeError(`Pin '${max.name}' must not be more than ${most}`);
  return from === to ? from : wholeBetween(at, from, to);
}
