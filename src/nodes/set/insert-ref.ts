import { defineNode, expectVariable, NodeError, pin } from '../../engine/index.js';
import { SetCopy } from './set-copy.js';

export const insertRef = defineNode({
  name: 'set_insert_ref',
  title: 'Insert (By Ref)',
  doc: 'Adds a value to the set of a variable, unless the set has it.',
  category: 'Utils/Set/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Adds it.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
    value: pin.generic('Value', 'What to add.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    was_new: pin.boolean('Was New', 'Whether the set did not have it before.'),
  },
  onUpdate: expectVariable('var_ref', 'HashSet'),
  bind: ({ inputs: { var_ref, value }, outputs: { exec_out, was_new } }) => {
    return (at) => {
      exec_out.off(at);
      const [id, item] = [var_ref.read(at), value.read(at)];
      const copy = at.editVariable(id, SetCopy);
      if (copy === null) at.setVariable(id, [item]);
      else if (copy.size >= at.limits.arrayItems && !copy.has(item))
        throw new NodeError(`The set would be larger than ${at.limits.arrayItems}`);
      was_new.write(at, copy?.add(item) ?? true);
      exec_out.on(at);
    };
  },
});
