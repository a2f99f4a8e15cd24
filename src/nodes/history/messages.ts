import { defineNode, pin } from '../../engine/index.js';
import { historyPin, withMessages } from './history.js';
import { messagePin } from './message.js';

const category = 'AI/Generative/History';
const exec_in = pin.exec('Input', 'Makes the new history.');
const exec_out = pin.exec('Output', 'Goes on here.');
const history = historyPin('History', 'The history to start from.', true);

export const pushMessage = defineNode({
  name: 'ai_generative_add_history_message',
  title: 'Push Message',
  doc: 'Puts a message at the end of a history.',
  category,
  inputs: { exec_in, history, message: messagePin('Message', 'What comes last.', true) },
  outputs: { exec_out, history_out: historyPin('History', 'The history with the message.') },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const before = inputs.history.read(at);
      const messages = [...before.messages, inputs.message.read(at)];
      outputs.history_out.write(at, withMessages(before, messages, at));
      outputs.exec_out.on(at);
    };
  },
});

export const clearHistory = defineNode({
  name: 'ai_generative_clear_history',
  title: 'Clear History',
  doc: 'Takes all messages out of a history; its settings stay.',
  category,
  inputs: { exec_in, history },
  outputs: { exec_out, history_out: historyPin('History', 'The history without messages.') },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      outputs.history_out.write(at, withMessages(inputs.history.read(at), [], at));
      outputs.exec_out.on(at);
    };
  },
});

export const popMessage = defineNode({
  name: 'ai_generative_pop_history_message',
  title: 'Pop Message from History',
  doc: 'Takes the last message out of a history.',
  category,
  inputs: { exec_in, history },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here with the message.'),
    history_out: historyPin('History', 'The history without the message.'),
    message: messagePin('Message', 'The message; stays as it was when there was none.'),
    empty: pin.exec('Empty', 'Goes on here when there was no message.'),
  },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      outputs.empty.off(at);
      const before = inputs.history.read(at);
      const last = before.messages.at(-1);
      if (last === undefined) {
        outputs.history_out.write(at, withMessages(before, before.messages, at));
        return outputs.empty.on(at);
      }
      outputs.history_out.write(at, withMessages(before, before.messages.slice(0, -1), at));
      outputs.message.write(at, last);
      outputs.exec_out.on(at);
    };
  },
});
