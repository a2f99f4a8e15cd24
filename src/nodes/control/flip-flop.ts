import { defineNode, pin } from '../../engine/index.js';

export const flipFlop = defineNode({
  name: 'control_flip_flop',
  title: 'Flip Flop',
  doc: 'Goes on by two ways in turn.',
  category: 'Control/Flow',
  inputs: {
    exec_in: pin.exec('Input', 'Takes the next turn.'),
    start_on_a: pin.boolean('Start On A', 'Whether A is first.', { default: true }),
  },
  outputs: {
    a: pin.exec('A', 'One way.'),
    b: pin.exec('B', 'The other way.'),
    is_a: pin.boolean('Is A', 'Whether A is next.', { default: true }),
    tick: pin.integer('Tick', 'How many turns were taken.', { default: 0 }),
  },
  bind: ({ inputs: { start_on_a }, outputs: { a, b, is_a, tick }, memory }) => {
    const nextIsA = memory<boolean>();
    const turns = memory<number>();
    return (at) => {
      a.off(at);
      b.off(at);
      const isA = nextIsA.read(at) ?? start_on_a.read(at);
      const turn = (turns.read(at) ?? 0) + 1;
      nextIsA.write(at, !isA);
      turns.write(at, turn);
      is_a.write(at, !isA);
      tick.write(at, turn);
      (isA ? a : b).on(at);
    };
  },
});
