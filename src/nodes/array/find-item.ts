import { defineNode, findEqual, pin } from '../../engine/index.js';
import { itemsOf } from './items-of.js';

export const findItem = defineNode({
  name: 'array_find_item',
  title: 'Find Item',
  doc: 'Finds where in an array an item stands for the first time.',
  category: 'Utils/Array',
  inputs: {
    exec_in: pin.exec('In', 'Looks for it.'),
    array_in: pin.unchecked(pin.array(pin.generic('Array', 'Where to look.'))),
    item: pin.generic('Item', 'What to look for; 1 and 1.0 are two different things.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here, found or not.'),
    index: pin.integer('Index', 'Its position, from 0; -1 when it is not there.'),
    found: pin.boolean('Found', 'Whether it is there.'),
  },
  typeRules: {
    match: [
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'item', valueType: 'Normal' },
    ],
    sameDataType: [['array_in', 'item']],
  },
  bind: ({ inputs: { array_in, item }, outputs: { exec_out, index, found } }) => {
    return (at) => {
      exec_out.off(at);
      const position = findEqual(itemsOf(array_in.read(at)), item.read(at));
      index.write(at, position);
      found.write(at, position >= 0);
      exec_out.on(at);
    };
  },
});
