import { defineNode, isObject, pin, type Value, type ValueObject } from '../../engine/index.js';
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

function withoutFields(
  items: readonly Value[],
  fields: readonly string[],
): { readonly items: readonly Value[]; readonly removed: number } {
  const ranks = new Map(fields.map((field, rank) => [field, rank]));
  const done = new Map<ValueObject, Filtered>();
  let removed = 0;
  const filtered = items.map((item) => {
    if (!isObject(item)) return item;
    // An object may stand in many places.
    const known = done.get(item);
    const after = known ?? withoutRanked(item, ranks);
    if (known === undefined) done.set(item, after);
    removed += after.removed;
    return after.object;
  });
  return { items: filtered, removed };
}

interface Filtered {
  readonly object: ValueObject;
  readonly removed: number;
}

/** Takes the fields away in the order they are named, on which the order of the others depends. */
function withoutRanked(object: ValueObject, ranks: ReadonlyMap<string, number>): Filtered {
  const present = Object.keys(object).filter((key) => ranks.has(key));
  if (present.length === 0) return { object, removed: 0 };
  present.sort((left, right) => ranks.get(left)! - ranks.get(right)!);
  const members = new Members(object);
  for (const key of present) members.take(key);
  return { object: members.toObject(), removed: present.length };
}
