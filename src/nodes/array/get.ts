import { defineNode, pin } from '../../engine/index.js';
import { itemsOf } from './items-of.js';

export const get = defineNode({
  name: 'array_get',
  title: 'Get Element',
  doc: 'The item at a position of an array.',
  category: 'Utils/Array',
  inputs: {
    array_in: pin.unchecked(pin.array(pin.generic('Array', 'The array.'))),
    index: pin.integer('Index', 'The position, from 0.'),
  },
  outputs: {
    element: pin.generic('Element', 'The item; null when there is none.'),
    success: pin.boolean('Success', 'Whether there is one.'),
  },
  typeRules: {
    match: [
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'element', valueType: 'Normal' },
    ],
    sameDataType: [['element', 'array_in']],
  },
  bind: ({ inputs: { array_in, index }, outputs: { element, success } }) => {
    return (at) => {
      const item = itemsOf(array_in.read(at))[index.read(at)];
      element.write(at, item ?? null);
      success.write(at, item !== undefined);
    };
  },
});
