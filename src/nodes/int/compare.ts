import { defineNode, pin } from '../../engine/index.js';

function comparison(
  output: string,
  title: string,
  doc: string,
  outputTitle: string,
  holds: (left: number, right: number) => boolean,
) {
  return defineNode({
    name: `int_${output}`,
    title,
    doc,
    category: 'Math/Int',
    inputs: {
      integer1: pin.integer('Integer 1', 'The first number.'),
      integer2: pin.integer('Integer 2', 'The second number.'),
    },
    outputs: { [output]: pin.boolean(outputTitle, 'Whether it is so.') },
    bind: ({ inputs: { integer1, integer2 }, outputs: { [output]: result } }) => {
      return (at) => result!.write(at, holds(integer1.read(at), integer2.read(at)));
    },
  });
}

export const equal = comparison(
  'equal',
  '==',
  'True when two integers are the same.',
  'Equal',
  (a, b) => a === b,
);
export const unequal = comparison(
  'unequal',
  '!=',
  'True when two integers differ.',
  'Unequal',
  (a, b) => a !== b,
);
export const greater = comparison(
  'greater_than',
  '>',
  'True when the first integer is greater than the second.',
  'Greater Than',
  (a, b) => a > b,
);
export const greaterOrEqual = comparison(
  'greater_than_or_equal',
  '>=',
  'True when the first integer is not less than the second.',
  'Greater Than or Equal',
  (a, b) => a >= b,
);
export const less = comparison(
  'less_than',
  '<',
  'True when the first integer is less than the second.',
  'Less Than',
  (a, b) => a < b,
);
export const lessOrEqual = comparison(
  'less_than_or_equal',
  '<=',
  'True when the first integer is not greater than the second.',
  'Less Than or Equal',
  (a, b) => a <= b,
);
