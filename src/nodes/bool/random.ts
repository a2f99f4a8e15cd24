import { defineNode, NodeError, pin } from '../../engine/index.js';

export const random = defineNode({
  name: 'random_bool',
  title: 'Random Boolean',
  doc: 'True or false by chance. Each node that takes it gets another one.',
  category: 'Utils/Bool',
  inputs: {
    probability: pin.float('Probability', 'How likely true is: 0 for never, 1 for always.', {
      default: 0.5,
      options: { range: [0, 1] },
    }),
  },
  outputs: { value: pin.boolean('Value', 'What chance decided.') },
  bind: ({ inputs: { probability }, outputs: { value } }) => {
    return (at) => {
      const likely = probability.read(at);
      if (likely < 0 || likely > 1)
        throw new NodeError(`Pin 'probability' holds ${likely}, expected 0 to 1`);
      value.write(at, at.host.random() < likely);
    };
  },
});
