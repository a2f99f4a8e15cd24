import { defineNode, pin } from '../../engine/index.js';

export const abs = defineNode({
  name: 'int_abs',
  title: 'Absolute',
  doc: 'The size of an integer, without its sign.',
  category: 'Math/Int',
  inputs: { integer: pin.integer('Integer', 'The number.') },
  outputs: { absolute: pin.integer('Absolute', 'Its size.') },
  bind: ({ inputs: { integer }, outputs: { absolute } }) => {
    return (at) => absolute.write(at, Math.abs(integer.read(at)));
  },
});
