import { defineNode, pin, sideBySide, withOwnValues } from '../../engine/index.js';
import { runTarget } from './loop-body.js';

export const parExecution = defineNode({
  name: 'control_par_execution',
  title: 'Parallel Execution',
  doc: 'Runs its branches side by side and goes on when all have ended. A branch that fails is logged; the others go on.',
  category: 'Control',
  inputs: {
    exec_in: pin.exec('Input', 'Starts all branches.'),
    thread_model: pin.string(
      'Threads',
      'Kept for boards that set it; nothing depends on it here.',
      {
        default: 'tasks',
        options: { validValues: ['tasks', 'threads'] },
      },
    ),
  },
  outputs: {
    exec_out: pin.list(pin.exec('Parallel Task', 'Runs beside the others.'), 2),
    exec_done: pin.exec('Done', 'Goes on here when all branches have ended.'),
  },
  bind: ({ inputs: { thread_model }, outputs: { exec_out, exec_done } }) => {
    return (at) => {
      exec_done.off(at);
      thread_model.read(at);
      for (const output of exec_out) output.on(at);
      const end = () => {
        for (const output of exec_out) output.off(at);
        exec_done.on(at);
      };
      // A target wired twice runs once.
      const targets = [...new Set(exec_out.flatMap((output) => output.targets))];
      const waiting = sideBySide(at.run, targets.length, Infinity, (index) =>
        withOwnValues(at.run, new Map(at.frame.overrides), (overrides) =>
          runTarget(at, targets[index]!, '', { overrides }),
        ),
      );
      return waiting === undefined ? end() : waiting.then(end);
    };
  },
});
