import { defineNode, pin } from '../../engine/index.js';
import { nthRoot } from '../float/nth-root.js';

export const root = defineNode({
  name: 'int_root',
  title: 'Root',
  doc: 'The root of an integer, as a float. A degree below 1 gives 0 and is logged as an error; the root of a negative number is null.',
  category: 'Math/Int',
  inputs: {
    radicand: pin.integer('Radicand', 'Of what number.'),
    degree: pin.integer('Degree', 'Which root: 2 for the square root.'),
  },
  outputs: { root: pin.float('Root', 'The root.') },
  bind: ({ inputs: { radicand, degree }, outputs: { root: result } }) => {
    return (at) => result.write(at, nthRoot(at, radicand.read(at), degree.read(at)));
  },
});
