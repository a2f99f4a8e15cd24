import { defineNode, findEqual, pin } from '../../engine/index.js';
import { itemsOf } from './items-of.js';

export const includes = defineNode({
  name: 'array_includes',
  title: 'Includes',
  doc: 'Whether a value stands in an array.',
  category: 'Utils/Array',
  inputs: {
    array_in: pin.unchecked(pin.array(pin.generic('Array', 'Where to look.'))),
    value: pin.generic('Value', 'What to look for; 1 and 1.0 are two different things.'),
  },
  outputs: { includes: pin.boolean('Includes?', 'Whether it is there.') },
  typeRules: {
    match: [
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['array_in', 'value']],
  },
  bind: ({ inputs: { array_in, value }, outputs: { includes: result } }) => {
    return (at) => result.write(at, findEqual(itemsOf(array_in.read(at)), value.read(at)) >= 0);
  },
});
