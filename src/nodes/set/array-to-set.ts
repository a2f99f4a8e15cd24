import { defineNode, pin } from '../../engine/index.js';
import { distinct } from './value-set.js';

export const arrayToSet = defineNode({
  name: 'array_to_set',
  title: 'Array to Set',
  doc: 'The items of an array, each of them once.',
  category: 'Utils/Set',
  inputs: { array_in: pin.array(pin.generic('Array', 'The array.')) },
  outputs: { set_out: pin.set(pin.generic('Set', 'Its distinct items.')) },
  typeRules: {
    match: [
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'set_out', valueType: 'HashSet' },
    ],
    sameDataType: [['array_in', 'set_out']],
  },
  bind: ({ inputs: { array_in }, outputs: { set_out } }) => {
    return (at) => set_out.write(at, distinct(array_in.read(at)));
  },
});
