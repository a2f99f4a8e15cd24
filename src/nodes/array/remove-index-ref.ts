import { defineNode, expectVariable, NodeError, pin } from '../../engine/index.js';
import { itemsToChange } from './array-copy.js';

export const removeIndexRef = defineNode({
  name: 'array_remove_index_ref',
  title: 'Remove Index (By Ref)',
  doc: 'Takes the item at a position of the array of a variable away. Fails when there is none.',
  category: 'Utils/Array/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Takes it.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
    index: pin.position('Index', 'The position, from 0.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    value: pin.generic('Value', 'The item.'),
  },
  onUpdate: expectVariable('var_ref', 'Array'),
  bind: ({ inputs: { var_ref, index }, outputs: { exec_out, value } }) => {
    return (at) => {
      exec_out.off(at);
      const position = index.read(at);
      const [removed] = itemsToChange(at, var_ref.read(at)).splice(position, 1);
      if (removed === undefined) throw new NodeError('Index out of bounds');
      value.write(at, removed);
      exec_out.on(at);
    };
  },
});
