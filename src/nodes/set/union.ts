import { defineNode, pin } from '../../engine/index.js';
import { distinct } from './value-set.js';

export const union = defineNode({
  name: 'union',
  title: 'Union',
  doc: 'The items of two sets, each of them once.',
  category: 'Utils/Set',
  inputs: {
    exec_in: pin.exec('In', 'Puts them together.'),
    set_in_1: pin.set(pin.generic('Set 1', 'One of the sets.')),
    set_in_2: pin.set(pin.generic('Set 2', 'The other one.')),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    set_out: pin.set(pin.generic('Set', 'What is in either.')),
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
      set_out.write(at, distinct(set_in_1.read(at).concat(set_in_2.read(at))));
      exec_out.on(at);
    };
  },
});
