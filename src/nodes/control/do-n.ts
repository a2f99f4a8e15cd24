import { type Activation, defineNode, type Input, NodeError, pin } from '../../engine/index.js';

export const doN = defineNode({
  name: 'control_do_n',
  title: 'Do N',
  doc: 'Goes on a limited number of times, until it is reset.',
  category: 'Control/Flow',
  inputs: {
    exec_in: pin.exec('Input', 'Asks to go on.'),
    n: pin.integer('N', 'Where counting ends.', { default: 1 }),
    start_index: pin.integer('Start Index', 'Where counting begins.', { default: 0 }),
    reset: pin.exec('Reset', 'Begins counting anew.'),
  },
  outputs: {
    then: pin.exec('Then', 'Goes on here while the count is below N.'),
    index: pin.integer('Index', 'The count, this time included.', { default: 0 }),
    remaining: pin.integer('Remaining', 'How many times are left.', { default: 0 }),
  },
  bind: ({ inputs, outputs: { then, index, remaining }, memory }) => {
    const { exec_in, reset, start_index } = inputs;
    const counted = memory<number>();
    return (at) => {
      then.off(at);
      const end = readEnd(at, inputs.n);
      let count = reset.entered(at) ? undefined : counted.read(at);
      count ??= Math.max(start_index.read(at), 0);
      if (exec_in.entered(at)) {
        if (count < end) {
          count++;
          then.on(at);
        } else at.debug(`Went on ${end} times already`);
      }
      counted.write(at, count);
      index.write(at, count);
      remaining.write(at, Math.max(end - count, 0));
    };
  },
});

/** Without a readable number it is once. */
function readEnd(at: Activation, n: Input<number>): number {
  try {
    return Math.max(n.read(at), 0);
  } catch (thrown) {
    if (thrown instanceof NodeError) return 1;
    throw thrown;
  }
}
