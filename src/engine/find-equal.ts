import { Interner } from './interner.js';
import { Float, type Value, type ValueObject } from './value.js';

/** From so many members on a container that was refused is remembered: it may stand in many places. */
const LARGE = 16;

/**
 * Position of the first item that equals the wanted value as `equalValues` has it, or -1. Takes time in
 * proportion to what the items are in memory. Throws NodeError for values nested too deeply to compare.
 */
export function findEqual(items: readonly Value[], wanted: Value): number {
  if (typeof wanted !== 'object' || wanted === null) return items.indexOf(wanted);
  if (wanted instanceof Float)
    return items.findIndex((item) => item instanceof Float && item.value === wanted.value);
  const interner = new Interner();
  const refused = new Set<Value>();
  const names = Array.isArray(wanted) ? undefined : Object.keys(wanted);
  const isLarge = (names ?? (wanted as readonly Value[])).length >= LARGE;
  return items.findIndex((item) => {
    if (item === wanted) return true;
    if (!isContainer(item) || (isLarge && refused.has(item))) return false;
    if (mayEqual(item, wanted, names) && interner.intern(item) === interner.intern(wanted))
      return true;
    if (isLarge) refused.add(item);
    return false;
  });
}

type Container = readonly Value[] | ValueObject;

const isContainer = (value: Value): value is Container =>
  typeof value === 'object' && value !== null && !(value instanceof Float);

/** A quick look at what is not nested, which tells most values apart. `names` are those of a wanted object. */
function mayEqual(
  item: Container,
  wanted: Container,
  names: readonly string[] | undefined,
): boolean {
  if (names === undefined) return arraysMayEqual(item, wanted as readonly Value[]);
  if (Array.isArray(item)) return false;
  const [left, right] = [item as ValueObject, wanted as ValueObject];
  for (const name of names)
    if (!Object.hasOwn(left, name) || !partsMayEqual(left[name]!, right[name]!)) return false;
  return Object.keys(left).length === names.length;
}

function arraysMayEqual(item: Container, wanted: readonly Value[]): boolean {
  if (!Array.isArray(item) || item.length !== wanted.length) return false;
  for (let index = 0; index < wanted.length; index++)
    if (!partsMayEqual(item[index] as Value, wanted[index]!)) return false;
  return true;
}

function partsMayEqual(left: Value, right: Value): boolean {
  return typeof left !== 'object' || left === null
    ? left === right
    : typeof right === 'object' && right !== null;
}
