import { defineNode, NodeError, pin } from '../../engine/index.js';

export const setIndex = defineNode({
  name: 'array_set_index',
  title: 'Set Index',
  doc: 'A copy of an array with another item at a position. Fails when the array does not reach that far.',
  category: 'Utils/Array',
  inputs: {
    exec_in: pin.exec('In', 'Sets it.'),
    array_in: pin.array(pin.generic('Array', 'The array.')),
    index: pin.position('Index', 'The position, from 0.'),
    value: pin.generic('Value', 'The new item.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    array_out: pin.array(pin.generic('Array', 'The array with the new item.')),
  },
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['array_in', 'array_out', 'value']],
  },
  bind: ({ inputs: { array_in, index, value }, outputs: { exec_out, array_out } }) => {
    return (at) => {
      exec_out.off(at);
      const items = array_in.read(at);
      const position = index.read(at);
      const item = value.read(at);
      if (position >= items.length) {
        array_out.write(at, items);
        throw new NodeError('Index out of bounds');
      }
      array_out.write(at, items.with(position, item));
      exec_out.on(at);
    };
  },
});
