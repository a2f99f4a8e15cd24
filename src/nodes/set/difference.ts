import { defineNode, pin } from '../../engine/index.js';
import { bothOf } from './value-set.js';

export const difference = defineNode({
  name: 'difference',
  title: 'Difference',
  doc: 'The items of a set that are not in another.',
  category: 'Utils/Set',
  inputs: {
    exec_in: pin.exec('In', 'Works it out.'),
    set_in_1: pin.set(pin.generic('Set 1', 'The set whose items are wanted.')),
    set_in_2: pin.set(pin.generic('Set 2', 'The set whose items are not.')),
  },
  outputs: {
    set_out: pin.set(pin.generic('Difference', 'What is only in Set 1.')),
    exec_out: pin.exec('Out', 'Goes on here.'),
  },
  typeRules: {
    match: [
      { pin: 'set_out', valueType: 'HashSet' },
      { pin: 'set_in_1', valueType: 'HashSet' },
      { pin: 'set_in_2', valueType: 'HashSet' },
    ],
    sameDataType: [['set_in_1', 'set_out', 'set_in_2']],
  },
  bind: ({ inputs: { set_in_1, set_in_2 }, outputs: { exec_out, set_out } }) => {
    return (at) => {
      exec_out.off(at);
      const [left, right] = bothOf(set_in_1.read(at), set_in_2.read(at));
      set_out.write(at, left.without(right));
      exec_out.on(at);
    };
  },
});
