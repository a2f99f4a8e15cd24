import { defineNode, pin } from '../../engine/index.js';
import { length } from './dot.js';

export const normalize = defineNode({
  name: 'float_vector_normalize',
  title: 'Normalize',
  doc: 'The vector of length 1 in the same direction. One without a direction becomes a list of nulls.',
  category: 'Utils/Math/Vector',
  inputs: { vector: pin.array(pin.float('Vector', 'The vector.')) },
  outputs: {
    normalized_vector: pin.array(pin.float('Normalized Vector', 'The vector of length 1.')),
  },
  bind: ({ inputs: { vector }, outputs: { normalized_vector } }) => {
    return (at) => {
      const numbers = vector.read(at);
      const by = length(numbers);
      normalized_vector.write(
        at,
        numbers.map((number) => number / by),
      );
    };
  },
});
