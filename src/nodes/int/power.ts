import { defineNode, NodeError, pin } from '../../engine/index.js';

export const power = defineNode({
  name: 'int_power',
  title: 'Power',
  doc: 'Raises an integer to a power that is not negative. 0 to the power of 0 is 1.',
  category: 'Math/Int',
  inputs: {
    base: pin.integer('Base', 'What is raised.'),
    exponent: pin.integer('Exponent', 'To which power, from 0.'),
  },
  outputs: { power: pin.integer('Power', 'What it comes to.') },
  bind: ({ inputs: { base, exponent }, outputs: { power: result } }) => {
    return (at) => {
      const by = exponent.read(at);
      if (by < 0) throw new NodeError(`The exponent ${by} is negative, which gives no integer`);
      result.write(at, raise(base.read(at), by));
    };
  },
});

/** Exact, other than `**`, as long as the result is a safe integer. */
function raise(base: number, exponent: number): number {
  if (Math.abs(base) <= 1) return exponent === 0 ? 1 : exponent % 2 === 0 ? base * base : base;
  let power = 1;
  for (let left = exponent; left > 0 && Number.isSafeInteger(power); left--) power *= base;
  return power;
}
