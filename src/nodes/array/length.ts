import { defineNode, pin } from '../../engine/index.js';
import { itemsOf } from './items-of.js';

export const length = defineNode({
  name: 'array_length',
  title: 'Array Length',
  doc: 'How many items an array has; 0 for what is none.',
  category: 'Utils/Array',
  inputs: { array: pin.unchecked(pin.array(pin.generic('Array', 'The array.'))) },
  outputs: { length: pin.integer('Length', 'How many items.') },
  typeRules: { match: [{ pin: 'array', valueType: 'Array' }] },
  bind: ({ inputs: { array }, outputs: { length: result } }) => {
    return (at) => result.write(at, itemsOf(array.read(at)).length);
  },
});
