import { defineNode, pin } from '../../engine/index.js';
import { distinct } from './value-set.js';

export const toArray = defineNode({
  name: 'set_to_array',
  title: 'Set to Array',
  doc: 'The items of a set as an array, in the order they came into the set.',
  category: 'Utils/Set',
  inputs: { set_in: pin.set(pin.generic('Set', 'The set.')) },
  outputs: { array_out: pin.array(pin.generic('Array', 'Its items.')) },
  typeRules: {
    match: [
      { pin: 'set_in', valueType: 'HashSet' },
      { pin: 'array_out', valueType: 'Array' },
    ],
    sameDataType: [['set_in', 'array_out']],
  },
  bind: ({ inputs: { set_in }, outputs: { array_out } }) => {
    return (at) => array_out.write(at, distinct(set_in.read(at)));
  },
});
