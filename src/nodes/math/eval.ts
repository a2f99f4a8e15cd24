import { defineNode, pin } from '../../engine/index.js';
import { evaluate } from './expression.js';

export const evaluateExpression = defineNode({
  name: 'eval',
  title: 'Evaluate Expression',
  doc: 'Calculates a formula such as "2 * (3 + 4) ^ 2". A formula with a mistake gives 0 and is logged.',
  category: 'Math',
  inputs: { expression: pin.string('Expression', 'The formula.') },
  outputs: { result: pin.float('Result', 'What it comes to.') },
  bind: ({ inputs: { expression }, outputs: { result } }) => {
    return (at) => {
      const outcome = evaluate(expression.read(at));
      if (typeof outcome === 'string') at.error(`Error evaluating expression: ${outcome}`);
      result.write(at, typeof outcome === 'string' ? 0 : outcome);
    };
  },
});
