import { defineNode, expectVariable, pin } from '../../engine/index.js';
import { SetCopy } from './set-copy.js';

export const clearRef = defineNode({
  name: 'set_clear_ref',
  title: 'Clear (By Ref)',
  doc: 'Empties the set of a variable.',
  category: 'Utils/Set/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Empties it.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
  },
  outputs: { exec_out: pin.exec('Out', 'Goes on here.') },
  onUpdate: expectVariable('var_ref', 'HashSet'),
  bind: ({ inputs: { var_ref }, outputs: { exec_out } }) => {
    return (at) => {
      exec_out.off(at);
      const id = var_ref.read(at);
      if (at.editVariable(id, SetCopy) !== null) at.setVariable(id, []);
      exec_out.on(at);
    };
  },
});
