import { defineNode, pin } from '../../engine/index.js';

export const delay = defineNode({
  name: 'delay',
  title: 'Delay',
  doc: 'Waits, then goes on. Other branches run meanwhile.',
  category: 'Control',
  longRunning: true,
  inputs: {
    exec_in: pin.exec('Execute', 'Starts waiting.'),
    time: pin.float('Time (ms)', 'How long to wait, in milliseconds.', {
      default: pin.wholeFloat(1000),
    }),
  },
  outputs: { exec_out: pin.exec('Done', 'Goes on here when the time is over.') },
  bind: ({ inputs: { time }, outputs: { exec_out } }) => {
    return async (at) => {
      const milliseconds = Math.max(0, Math.trunc(time.read(at)) || 0);
      await at.host.clock.sleep(milliseconds, at.signal);
      exec_out.on(at);
    };
  },
});
