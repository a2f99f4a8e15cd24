import {
  defineNode,
  isObject,
  mapOf,
  pin,
  type Value,
  type ValueObject,
} from '../../engine/index.js';
import { Members } from '../members.js';

const inputs = {
  exec_in: pin.exec('In', 'Takes them away.'),
  array_in: pin.array(
    pin.unchecked(pin.struct('Array', 'The objects; other items stay as they are.')),
  ),
};
const outputs = {
  exec_out: pin.exec('Out', 'Goes on here.'),
  array_out: pin.array(pin.unchecked(pin.struct('Array', 'The objects without it.'))),
  removed_count: pin.integer('Removed Count', 'How many fields were taken away in all.'),
};
const typeRules = {
  match: [
    { pin: 'array_in', valueType: 'Array' },
    { pin: 'array_out', valueType: 'Array' },
  ],
} as const;

export const filterField = defineNode({
  name: 'array_filter_field',
  title: 'Filter Array Field',
  doc: 'Takes a field away from every object of an array.',
  category: 'Utils/Array',
  inputs: { ...inputs, field: pin.string('Field', 'Name of the field.') },
  outputs,
  typeRules,
  bind: ({ inputs: { array_in, field }, outputs: { exec_out, array_out, removed_count } }) => {
    return (at) => {
      exec_out.off(at);
      const { items, removed } = withoutFields(array_in.read(at), [field.read(at)]);
      array_out.write(at, items);
      removed_count.write(at, removed);
      exec_out.on(at);
    };
  },
});

export const filterFields = defineNode({
  name: 'array_filter_fields',
  title: 'Filter Array Fields',
  doc: 'Takes several fields away from every object of an array.',
  category: 'Utils/Array',
  inputs: { ...inputs, fields: pin.array(pin.string('Fields', 'Names of the fields.')) },
  outputs,
  typeRules,
  bind: ({ inputs: { array_in, fields }, outputs: { exec_out, array_out, removed_count } }) => {
    return (at) => {
      exec_out.off(at);
      const { items, removed } = withoutFields(array_in.read(at), fields.read(at));
      array_out.write(at, items);
      removed_count.write(at, removed);
      exec_out.on(at);
    };
  },
});

/** Larger objects are looked at once, in however many places they stand. */
const LARGE = 16;

function withoutFields(
  items: readonly Value[],
  fields: readonly string[],
): { readonly items: readonly Value[]; readonly removed: number } {
  const ranks = new Map(fields.map((field, rank) => [field, rank]));
  const done = new Map<ValueObject, Filtered>();
  let removed = 0;
  const filtered = items.map((item) => {
    if (!isObject(item)) return item;
    const after = done.get(item) ?? withoutRanked(item, ranks);
    if (after.before >= LARGE) done.set(item, after);
    removed += after.removed;
    return after.object;
  });
  return { items: filtered, removed };
}

interface Filtered {
  readonly object: ValueObject;
  readonly removed: number;
  /** How many members there were. */
  readonly before: number;
}

/** Takes the fields away in the order they are named, on which the order of the others depends. */
function withoutRanked(object: ValueObject, ranks: ReadonlyMap<string, number>): Filtered {
  const keys = Object.keys(object);
  const before = keys.length;
  const present = keys.filter((key) => ranks.has(key));
  const removed = present.length;
  if (removed === 0) return { object, removed, before };
  present.sort((left, right) => ranks.get(left)! - ranks.get(right)!);
  if (before >= LARGE) {
    const members = new Members(object);
    for (const key of present) members.take(key);
    return { object: members.toObject(), removed, before };
  }
  for (const key of present) {
    const position = keys.indexOf(key);
    const last = keys.pop()!;
    if (position < keys.length) keys[position] = last;
  }
  return { object: mapOf(keys, (key) => object[key]!), removed, before };
}
