import { defineNode, pin } from '../../engine/index.js';

export const divide = defineNode({
  name: 'float_divide',
  title: '/',
  doc: 'Divides a float by another. Dividing by zero gives 0 and is logged as an error.',
  category: 'Math/Float',
  inputs: {
    dividend: pin.float('Dividend', 'What is divided.'),
    divisor: pin.float('Divisor', 'By what.'),
  },
  outputs: { quotient: pin.float('Quotient', 'What it comes to.') },
  bind: ({ inputs: { dividend, divisor }, outputs: { quotient } }) => {
    return (at) => {
      const [number, by] = [dividend.read(at), divisor.read(at)];
      if (by === 0) at.error('Division by zero error!');
      quotient.write(at, by === 0 ? 0 : number / by);
    };
  },
});
