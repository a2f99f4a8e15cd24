import { defineNode, pin } from '../../engine/index.js';

function nearness(name: string, title: string, doc: string, output: string, wanted: boolean) {
  return defineNode({
    name,
    title,
    doc,
    category: 'Math/Float/Comparison',
    inputs: {
      float1: pin.float('Float 1', 'The first number.'),
      float2: pin.float('Float 2', 'The second number.'),
      tolerance: pin.float('Tolerance', 'How far apart they may be and still count as equal.'),
    },
    outputs: { [output]: pin.boolean(wanted ? 'Is Equal' : 'Is Unequal', 'Whether they are.') },
    bind: ({ inputs: { float1, float2, tolerance }, outputs: { [output]: result } }) => {
      return (at) => {
        const distance = Math.abs(float1.read(at) - float2.read(at));
        result!.write(at, distance <= tolerance.read(at) === wanted);
      };
    },
  });
}

export const equal = nearness(
  'float_equal',
  '==',
  'True when two floats are no further apart than the tolerance.',
  'is_equal',
  true,
);
export const unequal = nearness(
  'float_unequal',
  '!=',
  'True when two floats are further apart than the tolerance.',
  'is_unequal',
  false,
);
