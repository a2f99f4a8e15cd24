import { defineNode, pin } from '../../engine/index.js';
import { dot, length } from './dot.js';

export const cosineSimilarity = defineNode({
  name: 'float_vector_cosine_similarity',
  title: 'Cosine Similarity',
  doc: 'How alike the directions of two vectors are: 1 for the same, 0 at right angles, -1 for opposite ones. Null when one of them has no direction.',
  category: 'Utils/Math/Vector',
  inputs: {
    vector1: pin.array(pin.float('Vector 1', 'The first vector.')),
    vector2: pin.array(pin.float('Vector 2', 'The second vector, of the same length.')),
  },
  outputs: { similarity: pin.float('Similarity', 'From -1 to 1.') },
  bind: ({ inputs: { vector1, vector2 }, outputs: { similarity } }) => {
    return (at) => {
      const [left, right] = [vector1.read(at), vector2.read(at)];
      similarity.write(at, dot(left, right) / (length(left) * length(right)));
    };
  },
});
