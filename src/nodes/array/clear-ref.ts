import { defineNode, expectVariable, pin } from '../../engine/index.js';
import { ArrayCopy } from './array-copy.js';

export const clearRef = defineNode({
  name: 'array_clear_ref',
  title: 'Clear (By Ref)',
  doc: 'Empties the array of a variable.',
  category: 'Utils/Array/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Empties it.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
  },
  outputs: { exec_out: pin.exec('Out', 'Goes on here.') },
  onUpdate: expectVariable('var_ref', 'Array'),
  bind: ({ inputs: { var_ref }, outputs: { exec_out } }) => {
    return (at) => {
      exec_out.off(at);
      const id = var_ref.read(at);
      const copy = at.editVariable(id, ArrayCopy);
      if (copy !== null) at.setVariable(id, []);
      exec_out.on(at);
    };
  },
});
