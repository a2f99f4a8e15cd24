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
  const members = membersOf(wanted);
  return items.findIndex((item) => {
    if (item === wanted) return true;
    if (!isContainer(item) || refused.has(item)) return false;
    if (
      Array.isArray(item) === Array.isArray(wanted) &&
      mayEqual(item, wanted, members) &&
      interner.intern(item) === interner.intern(wanted)
    )
      return true;
    if (members.length >= LARGE) refused.add(item);
    return false;
  });
}

type Container = readonly Value[] | ValueObject;

const isContainer = (value: Value): value is Container =>
  typeof value === 'object' && value !== null && !(value instanceof Float);

const membersOf = (container: Container): readonly string[] | readonly Value[] =>
  Array.isArray(container) ? (container as readonly Value[]) : Object.keys(container);

/** A quick look at what is not nested, which tells most values apart. */
function mayEqual(
  item: Container,
  wanted: Container,
  members: readonly string[] | readonly Value[],
): boolean {
  if (membersOf(item).length !== members.length) return false;
  if (Array.isArray(item)) {
    const other = wanted as readonly Value[];
    return (item as readonly Value[]).every((part, index) => partMayEqual(part, other[index]!));
  }
  const [left, right] = [item as ValueObject, wanted as ValueObject];
  return (members as readonly string[]).every(
    (name) => Object.hasOwn(left, name) && partMayEqual(left[name]!, right[name]!),
  );
}

function partMayEqual(left: Value, right: Value): boolean {
  return typeof left !== 'object' || left === null
    ? left === right
    : typeof right === 'object' && right !== null;
}
