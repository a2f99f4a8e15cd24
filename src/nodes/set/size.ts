import { defineNode, pin } from '../../engine/index.js';
import { distinct } from './value-set.js';

export const size = defineNode({
  name: 'set_get_size',
  title: 'Get Size',
  doc: 'How many items a set has.',
  category: 'Utils/Set',
  inputs: { set_in: pin.set(pin.generic('Set', 'The set.')) },
  outputs: { size: pin.integer('Size', 'How many items.') },
  typeRules: {
    match: [{ pin: 'set_in', valueType: 'HashSet' }],
    sameDataType: [['set_in']],
  },
  bind: ({ inputs: { set_in }, outputs: { size: result } }) => {
    return (at) => result.write(at, distinct(set_in.read(at)).length);
  },
});
