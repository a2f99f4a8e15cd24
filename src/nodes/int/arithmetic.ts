import { defineNode, pin } from '../../engine/index.js';

/** Two integers make one; a result beyond ±2^53 fails the node. */
function operation(
  name: string,
  title: string,
  doc: string,
  output: string,
  calculate: (left: number, right: number) => number,
) {
  const outputTitle = output[0]!.toUpperCase() + output.slice(1);
  return defineNode({
    name,
    title,
    doc,
    category: 'Math/Int',
    inputs: {
      integer1: pin.integer('Integer 1', 'The first number.'),
      integer2: pin.integer('Integer 2', 'The second number.'),
    },
    outputs: { [output]: pin.integer(outputTitle, 'What they make together.') },
    bind: ({ inputs: { integer1, integer2 }, outputs: { [output]: result } }) => {
      return (at) => result!.write(at, calculate(integer1.read(at), integer2.read(at)));
    },
  });
}

export const add = operation('int_add', '+', 'Adds two integers.', 'sum', (a, b) => a + b);
export const subtract = operation(
  'int_subtract',
  '-',
  'Takes the second integer from the first.',
  'difference',
  (a, b) => a - b,
);
export const multiply = operation(
  'int_multiply',
  '*',
  'Multiplies two integers.',
  'product',
  (a, b) => a * b + 0, // no minus zero
);
export const min = operation('int_min', 'Min', 'The smaller integer.', 'minimum', Math.min);
export const max = operation('int_max', 'Max', 'The larger integer.', 'maximum', Math.max);
