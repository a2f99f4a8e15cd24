import { defineNode, pin } from '../../engine/index.js';

export const make = defineNode({
  name: 'make_set',
  title: 'Make Set',
  doc: 'An empty set.',
  category: 'Utils/Set',
  inputs: {},
  outputs: { set_out: pin.set(pin.generic('Set', 'The empty set.')) },
  typeRules: { match: [{ pin: 'set_out', valueType: 'HashSet' }] },
  bind: ({ outputs: { set_out } }) => {
    return (at) => set_out.write(at, []);
  },
});
