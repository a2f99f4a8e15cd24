import { defineNode, pin } from '../../engine/index.js';

function comparison(
  word: string,
  title: string,
  doc: string,
  outputTitle: string,
  holds: (left: number, right: number) => boolean,
) {
  const output = `is_${word.replace('_than', '')}`;
  return defineNode({
    name: `float_${word}`,
    title,
    doc,
    category: 'Math/Float/Comparison',
    inputs: {
      float1: pin.float('Float 1', 'The first number.'),
      float2: pin.float('Float 2', 'The second number.'),
    },
    outputs: { [output]: pin.boolean(outputTitle, 'Whether it is so.') },
    bind: ({ inputs: { float1, float2 }, outputs: { [output]: result } }) => {
      return (at) => result!.write(at, holds(float1.read(at), float2.read(at)));
    },
  });
}

export const greater = comparison(
  'greater_than',
  '>',
  'True when the first float is greater than the second.',
  'Is Greater',
  (a, b) => a > b,
);
export const greaterOrEqual = comparison(
  'greater_than_or_equal',
  '>=',
  'True when the first float is not less than the second.',
  'Is Greater or Equal',
  (a, b) => a >= b,
);
export const less = comparison(
  'less_than',
  '<',
  'True when the first float is less than the second.',
  'Is Less',
  (a, b) => a < b,
);
export const lessOrEqual = comparison(
  'less_than_or_equal',
  '<=',
  'True when the first float is not greater than the second.',
  'Is Less or Equal',
  (a, b) => a <= b,
);
