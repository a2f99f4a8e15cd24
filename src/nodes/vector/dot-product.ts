import { defineNode, pin } from '../../engine/index.js';
import { dot } from './dot.js';

export const dotProduct = defineNode({
  name: 'float_vector_dot_product',
  title: 'Dot Product',
  doc: 'The sum of the products of the elements of two vectors.',
  category: 'Utils/Math/Vector',
  inputs: {
    vector1: pin.array(pin.float('Vector 1', 'The first vector.')),
    vector2: pin.array(pin.float('Vector 2', 'The second vector, of the same length.')),
  },
  outputs: { result: pin.float('Result', 'The sum.') },
  bind: ({ inputs: { vector1, vector2 }, outputs: { result } }) => {
    return (at) => result.write(at, dot(vector1.read(at), vector2.read(at)));
  },
});
