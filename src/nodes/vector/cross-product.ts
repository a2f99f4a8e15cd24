import { defineNode, NodeError, pin } from '../../engine/index.js';

export const crossProduct = defineNode({
  name: 'float_vector_cross_product',
  title: 'Cross Product',
  doc: 'The vector at right angles to two vectors of three elements. Of two elements it gives the third one of the result, in a list.',
  category: 'Utils/Math/Vector',
  inputs: {
    vector1: pin.array(pin.float('Vector 1', 'The first vector.')),
    vector2: pin.array(pin.float('Vector 2', 'The second vector, of the same length.')),
  },
  outputs: { result_vector: pin.array(pin.float('Result Vector', 'The product.')) },
  bind: ({ inputs: { vector1, vector2 }, outputs: { result_vector } }) => {
    return (at) => {
      const [left, right] = [vector1.read(at), vector2.read(at)];
      if (left.length !== right.length || left.length < 2 || left.length > 3) {
        const message = 'Vectors must have the same length, two or three';
        at.error(message);
        throw new NodeError(message);
      }
      result_vector.write(at, cross(left, right));
    };
  },
});

function cross(left: readonly number[], right: readonly number[]): readonly number[] {
  const [x1, y1, z1] = left as [number, number, number?];
  const [x2, y2, z2] = right as [number, number, number?];
  const z = x1 * y2 - y1 * x2;
  return z1 === undefined || z2 === undefined ? [z] : [y1 * z2 - z1 * y2, z1 * x2 - x1 * z2, z];
}
