import { defineNode, pin } from '../../engine/index.js';

/** Reads its operands in order and stops at the first one that decides. */
function logic(name: string, title: string, doc: string, word: string, deciding: boolean) {
  return defineNode({
    name,
    title,
    doc,
    category: 'Utils/Bool',
    inputs: {
      boolean: pin.list(pin.boolean('Boolean', 'One of the operands.', { default: false }), 2),
    },
    outputs: { result: pin.boolean('Result', 'What they make together.') },
    bind: ({ inputs: { boolean: operands }, outputs: { result } }) => {
      return (at) => {
        const decided = operands.some((operand) => operand.read(at) === deciding);
        const value = decided ? deciding : !deciding;
        at.debug(`${word} Operation Result: ${value}`);
        result.write(at, value);
      };
    },
  });
}

export const and = logic('bool_and', 'And', 'True when every operand is true.', 'AND', false);
export const or = logic('bool_or', 'Or', 'True when at least one operand is true.', 'OR', true);
