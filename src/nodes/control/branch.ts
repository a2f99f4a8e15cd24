import { defineNode, pin } from '../../engine/index.js';

export const branch = defineNode({
  name: 'control_branch',
  title: 'Branch',
  doc: 'Goes on by one of two ways, depending on a condition.',
  category: 'Control',
  inputs: {
    exec_in: pin.exec('Input', 'Asks the question.'),
    condition: pin.boolean('Condition', 'Which way to go.', { default: true }),
  },
  outputs: {
    true: pin.exec('True', 'Taken when the condition holds.'),
    false: pin.exec('False', 'Taken when it does not.'),
  },
  bind: ({ inputs: { condition }, outputs }) => {
    return (at) => {
      outputs.true.off(at);
      outputs.false.off(at);
      (condition.read(at) ? outputs.true : outputs.false).on(at);
    };
  },
});
