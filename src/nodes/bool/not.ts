import { defineNode, pin } from '../../engine/index.js';

export const not = defineNode({
  name: 'bool_not',
  title: '!',
  doc: 'Turns true into false and false into true.',
  category: 'Utils/Bool',
  inputs: { boolean: pin.boolean('Boolean', 'What is turned round.', { default: false }) },
  outputs: { result: pin.boolean('Result', 'The opposite.') },
  bind: ({ inputs: { boolean }, outputs: { result } }) => {
    return (at) => result.write(at, !boolean.read(at));
  },
});
