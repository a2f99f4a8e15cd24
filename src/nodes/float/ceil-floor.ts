import { defineNode, pin, type Value } from '../../engine/index.js';

const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 63n - 1n;

function whole(
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
    outputs: {
      [output]: pin.unchecked(pin.integer(outputTitle, 'The whole number, an integer.')),
    },
    bind: ({ inputs: { float }, outputs: { [output]: result } }) => {
      return (at) => result!.write(at, toInteger(calculate(float.read(at))));
    },
  });
}

/** Of 64 bits at most. Beyond 2^53 every float is whole, so nothing is lost. */
function toInteger(float: number): Value {
  if (Number.isSafeInteger(float)) return float + 0; // no minus zero
  const exact = BigInt(float);
  if (exact < SMALLEST) return SMALLEST;
  return exact > LARGEST ? LARGEST : exact;
}

export const ceil = whole(
  'float_ceil',
  'Ceil',
  'The next whole number upwards, as an integer.',
  'ceiling',
  'Ceiling',
  Math.ceil,
);
export const floor = whole(
  'float_floor',
  'Floor',
  'The next whole number downwards, as an integer.',
  'floor',
  'Floor',
  Math.floor,
);
