import { defineNode, pin } from '../../engine/index.js';

export const isEmpty = defineNode({
  name: 'set_is_empty',
  title: 'Is Empty',
  doc: 'Whether a set has no items.',
  category: 'Utils/Set',
  inputs: { set_in: pin.set(pin.generic('Set', 'The set.')) },
  outputs: { is_empty: pin.boolean('Is Empty?', 'Whether it has none.') },
  typeRules: {
    match: [{ pin: 'set_in', valueType: 'HashSet' }],
    sameDataType: [['set_in']],
  },
  bind: ({ inputs: { set_in }, outputs: { is_empty } }) => {
    return (at) => is_empty.write(at, set_in.read(at).length === 0);
  },
});
