import { defineNode, pin } from '../../engine/index.js';

export const modulo = defineNode({
  name: 'int_modulo',
  title: '%',
  doc: 'What is left when an integer is divided by another, with the sign of the first. Dividing by zero gives 0 and is logged as an error.',
  category: 'Math/Int',
  inputs: {
    integer1: pin.integer('Integer 1', 'What is divided.'),
    integer2: pin.integer('Integer 2', 'By what.'),
  },
  outputs: { remainder: pin.integer('Remainder', 'What is left.') },
  bind: ({ inputs: { integer1, integer2 }, outputs: { remainder } }) => {
    return (at) => {
      const [number, by] = [integer1.read(at), integer2.read(at)];
      if (by === 0) at.error('Divided by Zero');
      remainder.write(at, by === 0 ? 0 : (number % by) + 0); // no minus zero
    };
  },
});
