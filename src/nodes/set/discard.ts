import { defineNode, pin } from '../../engine/index.js';
import { ValueSet } from './value-set.js';

export const discard = defineNode({
  name: 'set_discard',
  title: 'Discard',
  doc: 'A copy of a set that does not have a value.',
  category: 'Utils/Set',
  inputs: {
    exec_in: pin.exec('In', 'Takes it away.'),
    set_in: pin.set(pin.generic('Set', 'The set.')),
    value: pin.generic('Value', 'What to take away.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    set_out: pin.set(pin.generic('Set', 'The set without the value.')),
    has_removed: pin.boolean('Was Removed', 'Whether the set had it.'),
  },
  typeRules: {
    match: [
      { pin: 'set_out', valueType: 'HashSet' },
      { pin: 'set_in', valueType: 'HashSet' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['set_in', 'value', 'set_out']],
  },
  bind: ({ inputs: { set_in, value }, outputs: { exec_out, set_out, has_removed } }) => {
    return (at) => {
      exec_out.off(at);
      const set = new ValueSet(set_in.read(at));
      const wasThere = set.delete(value.read(at));
      set_out.write(at, set.toArray());
      has_removed.write(at, wasThere);
      exec_out.on(at);
    };
  },
});
