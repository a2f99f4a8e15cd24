import { defineNode, pin } from '../../engine/index.js';
import { assertSameLength } from './same-length.js';

function elementwise(
  word: string,
  title: string,
  doc: string,
  calculate: (left: number, right: number) => number,
) {
  return defineNode({
    name: `float_vector_${word}`,
    title,
    doc,
    category: 'Utils/Math/Vector',
    inputs: {
      vector1: pin.array(pin.float('Vector 1', 'The first vector.')),
      vector2: pin.array(pin.float('Vector 2', 'The second vector, of the same length.')),
    },
    outputs: {
      result_vector: pin.array(pin.float('Result Vector', 'What they make together.')),
    },
    bind: ({ inputs: { vector1, vector2 }, outputs: { result_vector } }) => {
      return (at) => {
        const [left, right] = [vector1.read(at), vector2.read(at)];
        assertSameLength(left, right);
        result_vector.write(
          at,
          left.map((number, index) => calculate(number, right[index]!)),
        );
      };
    },
  });
}

export const addition = elementwise(
  'addition',
  'Addition',
  'Adds two vectors, element by element.',
  (a, b) => a + b,
);
export const subtraction = elementwise(
  'subtraction',
  'Subtraction',
  'Takes the second vector from the first, element by element.',
  (a, b) => a - b,
);
export const multiplication = elementwise(
  'multiplication',
  'Multiplication',
  'Multiplies two vectors, element by element.',
  (a, b) => a * b,
);
