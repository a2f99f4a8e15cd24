import { defineNode, inTurn, pin, subRun } from '../../engine/index.js';

export const sequence = defineNode({
  name: 'control_sequence',
  title: 'Sequence',
  doc: 'Runs its outputs one after the other, each to its end. A branch that fails does not keep the next from running.',
  category: 'Control',
  inputs: { exec_in: pin.exec('Input', 'Starts the first branch.') },
  outputs: { exec_out: pin.list(pin.exec('Output', 'Runs in its turn.'), 2) },
  bind: ({ outputs: { exec_out } }) => {
    return (at) => {
      for (const output of exec_out) output.on(at);
      // A target wired twice runs once.
      const targets = [...new Set(exec_out.flatMap((output) => output.targets))];
      const guard = new Set([...(at.frame.guard ?? []), at.node]);
      const end = () => {
        for (const output of exec_out) output.off(at);
      };
      const waiting = inTurn((index) => {
        const target = targets[index];
        if (target === undefined) return false;
        const outcome = subRun(at, target, { guard });
        return outcome instanceof Promise ? outcome.then(() => true) : true;
      });
      return waiting === undefined ? end() : waiting.then(end);
    };
  },
});
