import { defineNode, expectVariable, pin } from '../../engine/index.js';
import { appendToVariable } from './array-copy.js';

export const pushRef = defineNode({
  name: 'array_push_ref',
  title: 'Push (By Ref)',
  doc: 'Puts one item more at the end of the array of a variable.',
  category: 'Utils/Array/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Adds it.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
    value: pin.generic('Value', 'The new item.'),
  },
  outputs: { exec_out: pin.exec('Out', 'Goes on here.') },
  onUpdate: expectVariable('var_ref', 'Array'),
  bind: ({ inputs: { var_ref, value }, outputs: { exec_out } }) => {
    return (at) => {
      exec_out.off(at);
      appendToVariable(at, var_ref.read(at), [value.read(at)]);
      exec_out.on(at);
    };
  },
});
