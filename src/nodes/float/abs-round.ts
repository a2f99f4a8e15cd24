import { defineNode, pin } from '../../engine/index.js';

function ofOne(
  name: string,
  title: string,
  doc: string,
  output: string,
  outputTitle: string,
  calculate: (float: number) => number,
) {
  return defineNode({
    name,
    title,
    doc,
    category: 'Math/Float',
    inputs: { float: pin.float('Float', 'The number.') },
    outputs: { [output]: pin.float(outputTitle, 'What becomes of it.') },
    bind: ({ inputs: { float }, outputs: { [output]: result } }) => {
      return (at) => result!.write(at, calculate(float.read(at)));
    },
  });
}

export const abs = ofOne(
  'float_abs',
  'Abs',
  'The size of a float, without its sign.',
  'absolute',
  'Absolute',
  Math.abs,
);
export const round = ofOne(
  'float_round',
  'Round',
  'The nearest whole number, which stays a float. Halves go away from zero.',
  'rounded',
  'Rounded',
  // Math.round lets halves go up.
  (float) => (float < 0 ? -Math.round(-float) : Math.round(float)),
);
