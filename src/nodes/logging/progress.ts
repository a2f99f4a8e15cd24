import { defineNode, pin, type ValueObject } from '../../engine/index.js';

const id = pin.string('Progress ID', 'Calls with the same id move the same progress bar.', {
  default: 'progress-1',
});

export const logProgress = defineNode({
  name: 'log_progress',
  title: 'Show Progress',
  doc: 'Shows how far the board has come to the person who runs it.',
  category: 'Logging',
  inputs: {
    exec_in: pin.exec('Input', 'Sends the message.'),
    id,
    message: pin.string('Message', 'What is going on.', { default: 'Processing...' }),
    progress: pin.integer('Progress %', 'Percent done; negative when nobody knows.', {
      default: 0,
    }),
  },
  outputs: { exec_out: pin.exec('Output', 'Goes on here.') },
  bind: ({ inputs, outputs: { exec_out } }) => {
    return (at) => {
      exec_out.off(at);
      const message = inputs.message.read(at);
      const percent = inputs.progress.read(at);
      const progress: ValueObject = percent < 0 ? {} : { progress: Math.min(percent, 100) };
      const payload = { id: inputs.id.read(at), message, ...progress, done: false, success: false };
      at.emit('progress', payload);
      at.debug(`Progress: ${message}`);
      exec_out.on(at);
    };
  },
});

export const logProgressDone = defineNode({
  name: 'log_progress_done',
  title: 'Progress Done',
  doc: 'Closes a progress bar, telling whether the work succeeded.',
  category: 'Logging',
  inputs: {
    exec_in: pin.exec('Input', 'Sends the message.'),
    id,
    message: pin.string('Message', 'How it ended.', { default: 'Done!' }),
    success: pin.boolean('Success?', 'Whether it went well.', { default: true }),
  },
  outputs: { exec_out: pin.exec('Output', 'Goes on here.') },
  bind: ({ inputs, outputs: { exec_out } }) => {
    return (at) => {
      exec_out.off(at);
      const message = inputs.message.read(at);
      const success = inputs.success.read(at);
      at.emit('progress', { id: inputs.id.read(at), message, done: true, success });
      at.debug(`Progress done: ${message}`);
      exec_out.on(at);
    };
  },
});
