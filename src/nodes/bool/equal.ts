import { defineNode, pin } from '../../engine/index.js';

export const equal = defineNode({
  name: 'bool_equal',
  title: '==',
  doc: 'True when all booleans are the same.',
  category: 'Utils/Bool',
  inputs: {
    boolean: pin.list(pin.boolean('Boolean', 'One of the booleans.', { default: false }), 2),
  },
  outputs: { result: pin.boolean('Result', 'Whether they are the same.') },
  bind: ({ inputs: { boolean: booleans }, outputs: { result } }) => {
    return (at) => {
      const values = booleans.map((boolean) => boolean.read(at));
      result.write(
        at,
        values.every((value) => value === values[0]),
      );
    };
  },
});
