import { defineNode, NodeError, pin } from '../../engine/index.js';

export const clamp = defineNode({
  name: 'float_clamp',
  title: 'Clamp',
  doc: 'Keeps a float within limits: below the lower one it becomes that, above the upper one likewise.',
  category: 'Math/Float',
  inputs: {
    float: pin.float('Float', 'The number.'),
    min: pin.float('Min', 'The lower limit.'),
    max: pin.float('Max', 'The upper limit.'),
  },
  outputs: { clamped: pin.float('Clamped', 'The number within the limits.') },
  bind: ({ inputs: { float, min, max }, outputs: { clamped } }) => {
    return (at) => {
      const [lower, upper] = [min.read(at), max.read(at)];
      if (lower > upper) throw new NodeError('min must not be greater than max');
      clamped.write(at, Math.min(Math.max(float.read(at), lower), upper));
    };
  },
});
