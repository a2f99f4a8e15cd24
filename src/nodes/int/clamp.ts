import { defineNode, NodeError, pin } from '../../engine/index.js';

export const clamp = defineNode({
  name: 'int_clamp',
  title: 'Clamp',
  doc: 'Keeps an integer within limits: below the lower one it becomes that, above the upper one likewise.',
  category: 'Math/Int',
  inputs: {
    integer: pin.integer('Integer', 'The number.'),
    min: pin.integer('Min', 'The lower limit.'),
    max: pin.integer('Max', 'The upper limit.'),
  },
  outputs: { clamped: pin.integer('Clamped', 'The number within the limits.') },
  bind: ({ inputs: { integer, min, max }, outputs: { clamped } }) => {
    return (at) => {
      const [lower, upper] = [min.read(at), max.read(at)];
      if (lower > upper) throw new NodeError('min must not be greater than max');
      clamped.write(at, Math.min(Math.max(integer.read(at), lower), upper));
    };
  },
});
