import type { Activation } from '../../engine/index.js';
import { checkPairs, eachRow } from './edit-distance.js';

type Signs = Uint32Array;

/** From here on a common beginning counts. */
const WINKLER_THRESHOLD = 0.7;
const WINKLER_PREFIX = 4;
const WINKLER_WEIGHT = 0.1;

export async function jaro(left: Signs, right: Signs, at: Activation): Promise<number> {
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  checkPairs(left, right);
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken = new Uint8Array(right.length);
  const shared: number[] = [];
  await eachRow(at, left, right, (index) => {
    const end = Math.min(right.length, index + reach + 1);
    for (let place = Math.max(0, index - reach); place < end; place++)
      if (taken[place] === 0 && right[place] === left[index]) {
        taken[place] = 1;
        shared.push(left[index]!);
        break;
      }
  });
  if (shared.length === 0) return 0;
  const others = right.filter((_, index) => taken[index] === 1);
  const moved = shared.filter((sign, index) => sign !== others[index]).length;
  const inOrder = (shared.length - Math.floor(moved / 2)) / shared.length;
  return (shared.length / left.length + shared.length / right.length + inOrder) / 3;
}

export async function jaroWinkler(left: Signs, right: Signs, at: Activation): Promise<number> {
  const likeness = await jaro(left, right, at);
  if (likeness <= WINKLER_THRESHOLD) return likeness;
  const most = Math.min(WINKLER_PREFIX, left.length, right.length);
  let prefix = 0;
  while (prefix < most && left[prefix] === right[prefix]) prefix++;
  return likeness + WINKLER_WEIGHT * prefix * (1 - likeness);
}

const IS_SPACE = /\p{White_Space}/u;

export function dice(first: Signs, second: Signs): number {
  const [left, right] = [withoutSpace(first), withoutSpace(second)];
  if (left.length === right.length && left.every((sign, index) => sign === right[index])) return 1;
  if (left.length < 2 || right.length < 2) return 0;
  const counts = new Map<number, number>();
  for (const pair of pairsOf(left)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of pairsOf(right)) {
    const count = counts.get(pair) ?? 0;
    if (count > 0) shared++;
    counts.set(pair, count - 1);
  }
  return (2 * shared) / (left.length + right.length - 2);
}

const withoutSpace = (signs: Signs): Signs =>
  signs.filter((sign) => !IS_SPACE.test(String.fromCodePoint(sign)));

function* pairsOf(signs: Signs): Iterable<number> {
  for (let index = 1; index < signs.length; index++)
    yield signs[index - 1]! * 0x110000 + signs[index]!;
}
