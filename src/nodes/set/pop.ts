import { defineNode, NodeError, pin } from '../../engine/index.js';
import { distinct } from './value-set.js';

export const pop = defineNode({
  name: 'set_pop',
  title: 'Pop',
  doc: 'A copy of a set without its first item. Fails when there is none.',
  category: 'Utils/Set',
  inputs: {
    exec_in: pin.exec('In', 'Takes it away.'),
    set_in: pin.set(pin.generic('Set', 'The set.')),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    set_out: pin.set(pin.generic('Set', 'The set without the item.')),
  },
  typeRules: {
    match: [
      { pin: 'set_in', valueType: 'HashSet' },
      { pin: 'set_out', valueType: 'HashSet' },
    ],
    sameDataType: [['set_in', 'set_out']],
  },
  bind: ({ inputs: { set_in }, outputs: { exec_out, set_out } }) => {
    return (at) => {
      exec_out.off(at);
      const items = distinct(set_in.read(at));
      if (items.length === 0) throw new NodeError('Set is empty');
      set_out.write(at, items.slice(1));
      exec_out.on(at);
    };
  },
});
