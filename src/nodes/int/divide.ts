import { defineNode, pin } from '../../engine/index.js';

export const divide = defineNode({
  name: 'int_divide',
  title: '/',
  doc: 'Divides an integer by another and gives a float: 7 / 2 is 3.5. Dividing by zero gives 0 and is logged as an error.',
  category: 'Math/Int',
  inputs: {
    integer1: pin.integer('Integer 1', 'What is divided.'),
    integer2: pin.integer('Integer 2', 'By what.'),
  },
  outputs: { result: pin.float('Result', 'What it comes to.') },
  bind: ({ inputs: { integer1, integer2 }, outputs: { result } }) => {
    return (at) => {
      const [number, by] = [integer1.read(at), integer2.read(at)];
      if (by === 0) at.error('Divided by Zero');
      result.write(at, by === 0 ? 0 : number / by + 0); // no minus zero
    };
  },
});
