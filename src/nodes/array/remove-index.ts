import { defineNode, NodeError, pin } from '../../engine/index.js';

export const removeIndex = defineNode({
  name: 'array_remove_index',
  title: 'Remove Index',
  doc: 'A copy of an array without the item at a position. Fails when there is none.',
  category: 'Utils/Array',
  inputs: {
    exec_in: pin.exec('In', 'Removes it.'),
    array_in: pin.array(pin.generic('Array', 'The array.')),
    index: pin.position('Index', 'The position, from 0.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    array_out: pin.array(pin.generic('Array', 'The array without the item.')),
  },
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'array_in', valueType: 'Array' },
    ],
    sameDataType: [['array_in', 'array_out']],
  },
  bind: ({ inputs: { array_in, index }, outputs: { exec_out, array_out } }) => {
    return (at) => {
      exec_out.off(at);
      const items = array_in.read(at);
      const position = index.read(at);
      if (position >= items.length) {
        array_out.write(at, items);
        at.warn(`There is no index ${position} in an array of ${items.length} items`);
        throw new NodeError('Index out of bounds');
      }
      array_out.write(at, items.toSpliced(position, 1));
      exec_out.on(at);
    };
  },
});
