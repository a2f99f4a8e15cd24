import { defineNode, pin } from '../../engine/index.js';

/** Two floats make one, as IEEE 754 has it; what is no finite number becomes null. */
function operation(
  name: string,
  title: string,
  doc: string,
  output: string,
  calculate: (left: number, right: number) => number,
) {
  return defineNode({
    name,
    title,
    doc,
    category: 'Math/Float',
    inputs: {
      float1: pin.float('Float 1', 'The first number.'),
      float2: pin.float('Float 2', 'The second number.'),
    },
    outputs: { [output]: pin.float(capitalized(output), 'What they make together.') },
    bind: ({ inputs: { float1, float2 }, outputs: { [output]: result } }) => {
      return (at) => result!.write(at, calculate(float1.read(at), float2.read(at)));
    },
  });
}

const capitalized = (word: string) => word[0]!.toUpperCase() + word.slice(1);

export const add = operation('float_add', '+', 'Adds two floats.', 'sum', (a, b) => a + b);
export const subtract = operation(
  'float_subtract',
  '-',
  'Takes the second float from the first.',
  'difference',
  (a, b) => a - b,
);
export const multiply = operation(
  'float_multiply',
  '*',
  'Multiplies two floats.',
  'product',
  (a, b) => a * b,
);
export const min = operation('float_min', 'Min', 'The smaller float.', 'minimum', Math.min);
export const max = operation('float_max', 'Max', 'The larger float.', 'maximum', Math.max);
