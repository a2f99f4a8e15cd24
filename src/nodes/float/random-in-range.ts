import { defineNode, NodeError, pin } from '../../engine/index.js';

export const randomInRange = defineNode({
  name: 'float_random_in_range',
  title: 'Random Float in Range',
  doc: 'A random float from one number up to another, which it never reaches. Each node that takes it gets another one.',
  category: 'Math/Float/Random',
  inputs: {
    min: pin.float('Min', 'The smallest it can be.'),
    max: pin.float('Max', 'What it stays below.'),
  },
  outputs: { random_float: pin.float('Random Float', 'The random number.') },
  bind: ({ inputs: { min, max }, outputs: { random_float } }) => {
    return (at) => {
      const [lower, upper] = [min.read(at), max.read(at)];
      if (!(lower < upper)) throw new NodeError('min must be less than max');
      const share = at.host.random();
      // The range itself may be wider than any float, and rounding may reach its end.
      const number = lower * (1 - share) + upper * share;
      random_float.write(at, number >= lower && number < upper ? number : lower);
    };
  },
});
