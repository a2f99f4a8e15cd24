import { defineNode, pin } from '../../engine/index.js';

export const make = defineNode({
  name: 'make_array',
  title: 'Make Array',
  doc: 'An empty array.',
  category: 'Utils/Array',
  inputs: {},
  outputs: { array_out: pin.array(pin.generic('Array', 'The empty array.')) },
  typeRules: { match: [{ pin: 'array_out', valueType: 'Array' }] },
  bind: ({ outputs: { array_out } }) => {
    return (at) => array_out.write(at, []);
  },
});
