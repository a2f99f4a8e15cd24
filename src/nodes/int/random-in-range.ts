import { defineNode, NodeError, pin } from '../../engine/index.js';

export const randomInRange = defineNode({
  name: 'int_random_in_range',
  title: 'Random Integer in Range',
  doc: 'A random integer between two numbers, both of them included. Each node that takes it gets another one.',
  category: 'Math/Int/Random',
  inputs: {
    min: pin.integer('Min', 'The smallest it can be.'),
    max: pin.integer('Max', 'The largest it can be.'),
  },
  outputs: { random_integer: pin.integer('Random Integer', 'The random number.') },
  bind: ({ inputs: { min, max }, outputs: { random_integer } }) => {
    return (at) => {
      const [lower, upper] = [min.read(at), max.read(at)];
      if (lower >= upper) throw new NodeError('min must be less than max');
      const number = lower + Math.floor(at.host.random() * (upper - lower + 1));
      // In a range wider than 2^53 sums are rounded.
      random_integer.write(at, Math.min(number, upper) + 0); // no minus zero
    };
  },
});
