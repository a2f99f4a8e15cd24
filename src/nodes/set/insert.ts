import { defineNode, pin } from '../../engine/index.js';
import { ValueSet } from './value-set.js';

export const insert = defineNode({
  name: 'insert',
  title: 'Insert Element',
  doc: 'A copy of a set that has a value, too.',
  category: 'Utils/Set',
  inputs: {
    exec_in: pin.exec('In', 'Adds it.'),
    set_in: pin.set(pin.generic('Set', 'The set.')),
    value: pin.generic('Value', 'What to add.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    set_out: pin.set(pin.generic('Set', 'The set with the value.')),
    existed_before: pin.boolean('Existed Before?', 'Whether the set had it already.'),
  },
  typeRules: {
    match: [
      { pin: 'set_out', valueType: 'HashSet' },
      { pin: 'set_in', valueType: 'HashSet' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['set_in', 'set_out', 'value']],
  },
  bind: ({ inputs: { set_in, value }, outputs: { exec_out, set_out, existed_before } }) => {
    return (at) => {
      exec_out.off(at);
      const set = new ValueSet(set_in.read(at));
      const isNew = set.add(value.read(at));
      set_out.write(at, set.toArray());
      existed_before.write(at, !isNew);
      exec_out.on(at);
    };
  },
});
