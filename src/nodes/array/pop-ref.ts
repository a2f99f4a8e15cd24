import { defineNode, expectVariable, NodeError, pin } from '../../engine/index.js';
import { itemsToChange } from './array-copy.js';

export const popRef = defineNode({
  name: 'array_pop_ref',
  title: 'Pop (By Ref)',
  doc: 'Takes the last item of the array of a variable away. Fails when there is none.',
  category: 'Utils/Array/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Takes it.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    value: pin.generic('Value', 'The item.'),
  },
  onUpdate: expectVariable('var_ref', 'Array'),
  bind: ({ inputs: { var_ref }, outputs: { exec_out, value } }) => {
    return (at) => {
      exec_out.off(at);
      const last = itemsToChange(at, var_ref.read(at)).pop();
      if (last === undefined) throw new NodeError('Array is empty');
      value.write(at, last);
      exec_out.on(at);
    };
  },
});
