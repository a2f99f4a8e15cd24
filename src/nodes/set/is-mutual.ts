import { defineNode, pin } from '../../engine/index.js';
import { bothOf } from './value-set.js';

export const isMutual = defineNode({
  name: 'is_mutual',
  title: 'Is Mutual',
  doc: 'Whether two sets have an item in common.',
  category: 'Utils/Set',
  inputs: {
    exec_in: pin.exec('In', 'Compares them.'),
    set_in_1: pin.set(pin.generic('Set 1', 'One of the sets.')),
    set_in_2: pin.set(pin.generic('Set 2', 'The other one.')),
  },
  outputs: {
    is_mutual: pin.boolean('Mutual?', 'Whether they have.'),
    exec_out: pin.exec('Out', 'Goes on here.'),
  },
  typeRules: {
    match: [
      { pin: 'set_in_1', valueType: 'HashSet' },
      { pin: 'set_in_2', valueType: 'HashSet' },
    ],
    sameDataType: [['set_in_1', 'set_in_2']],
  },
  bind: ({ inputs: { set_in_1, set_in_2 }, outputs: { exec_out, is_mutual } }) => {
    return (at) => {
      exec_out.off(at);
      const [left, right] = bothOf(set_in_1.read(at), set_in_2.read(at));
      is_mutual.write(at, !left.isDisjointFrom(right));
      exec_out.on(at);
    };
  },
});
