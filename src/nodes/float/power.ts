import { defineNode, pin } from '../../engine/index.js';

export const power = defineNode({
  name: 'float_power',
  title: 'Power',
  doc: 'Raises a float to a power. Gives null where there is no such number, as for -8 to the power of 0.5.',
  category: 'Math/Float',
  inputs: {
    base: pin.float('Base', 'What is raised.'),
    exponent: pin.float('Exponent', 'To which power.'),
  },
  outputs: { power: pin.float('Power', 'What it comes to.') },
  bind: ({ inputs: { base, exponent }, outputs: { power: result } }) => {
    return (at) => result.write(at, base.read(at) ** exponent.read(at));
  },
});
