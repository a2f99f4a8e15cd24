import { defineNode, expectVariable, pin } from '../../engine/index.js';
import { SetCopy } from './set-copy.js';

export const discardRef = defineNode({
  name: 'set_discard_ref',
  title: 'Discard (By Ref)',
  doc: 'Takes a value away from the set of a variable.',
  category: 'Utils/Set/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Takes it away.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
    value: pin.generic('Value', 'What to take away.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    was_present: pin.boolean('Was Present', 'Whether the set had it.'),
  },
  onUpdate: expectVariable('var_ref', 'HashSet'),
  bind: ({ inputs: { var_ref, value }, outputs: { exec_out, was_present } }) => {
    return (at) => {
      exec_out.off(at);
      const item = value.read(at);
      const copy = at.editVariable(var_ref.read(at), SetCopy);
      was_present.write(at, copy?.delete(item) ?? false);
      copy?.forget();
      exec_out.on(at);
    };
  },
});
