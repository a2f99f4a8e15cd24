import { defineNode, expectVariable, pin } from '../../engine/index.js';
import { appendToVariable } from './array-copy.js';

export const extendRef = defineNode({
  name: 'array_extend_ref',
  title: 'Extend (By Ref)',
  doc: 'Puts the items of an array behind those of the array of a variable.',
  category: 'Utils/Array/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Adds them.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
    values: pin.array(pin.generic('Values', 'The new items.')),
  },
  outputs: { exec_out: pin.exec('Out', 'Goes on here.') },
  onUpdate: expectVariable('var_ref', 'Array'),
  bind: ({ inputs: { var_ref, values }, outputs: { exec_out } }) => {
    return (at) => {
      exec_out.off(at);
      appendToVariable(at, var_ref.read(at), values.read(at));
      exec_out.on(at);
    };
  },
});
