import { defineNode, expectVariable, NodeError, pin } from '../../engine/index.js';
import { itemsToChange } from './array-copy.js';

export const setIndexRef = defineNode({
  name: 'array_set_index_ref',
  title: 'Set Index (By Ref)',
  doc: 'Puts another item at a position of the array of a variable. Fails when the array does not reach that far.',
  category: 'Utils/Array/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Sets it.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
    index: pin.position('Index', 'The position, from 0.'),
    value: pin.generic('Value', 'The new item.'),
  },
  outputs: { exec_out: pin.exec('Out', 'Goes on here.') },
  onUpdate: expectVariable('var_ref', 'Array'),
  bind: ({ inputs: { var_ref, index, value }, outputs: { exec_out } }) => {
    return (at) => {
      exec_out.off(at);
      const [position, item] = [index.read(at), value.read(at)];
      const items = itemsToChange(at, var_ref.read(at));
      if (position >= items.length) throw new NodeError('Index out of bounds');
      items[position] = item;
      exec_out.on(at);
    };
  },
});
