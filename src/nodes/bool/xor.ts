import { defineNode, pin } from '../../engine/index.js';

export const xor = defineNode({
  name: 'bool_xor',
  title: '^',
  doc: 'True when an odd number of booleans is true: of two, when exactly one is.',
  category: 'Utils/Bool',
  inputs: {
    boolean: pin.list(pin.boolean('Boolean', 'One of the booleans.', { default: false }), 2),
  },
  outputs: { result: pin.boolean('Result', 'What they make together.') },
  bind: ({ inputs: { boolean: booleans }, outputs: { result } }) => {
    return (at) =>
      result.write(at, booleans.filter((boolean) => boolean.read(at)).length % 2 === 1);
  },
});
