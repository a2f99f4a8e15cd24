import { defineNode, pin } from '../../engine/index.js';

export const gather = defineNode({
  name: 'control_gather',
  title: 'Gather',
  doc: 'Goes on once control has come in through all of its inputs, then waits for all of them anew.',
  category: 'Control/Parallel',
  inputs: { exec_in: pin.list(pin.exec('Input', 'One of the branches to wait for.'), 2) },
  outputs: { exec_done: pin.exec('In Sync', 'Goes on here when all branches have arrived.') },
  bind: ({ inputs: { exec_in }, outputs: { exec_done }, memory }) => {
    const branches = exec_in.map((input) => ({ input, arrived: memory<boolean>() }));
    return (at) => {
      exec_done.off(at);
      for (const { input, arrived } of branches) if (input.entered(at)) arrived.write(at, true);
      if (!branches.every(({ arrived }) => arrived.read(at) === true)) return;
      for (const { arrived } of branches) arrived.write(at, false);
      exec_done.on(at);
    };
  },
});
