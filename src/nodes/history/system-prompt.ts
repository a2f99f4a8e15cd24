import { defineNode, pin } from '../../engine/index.js';
import { historyPin, withMessages } from './history.js';
import { type Message, messagePin, textPart } from './message.js';

const category = 'AI/Generative/History';
const isSystem = ({ role }: Message) => role === 'system';

export const getSystemPrompt = defineNode({
  name: 'ai_generative_get_system_prompt',
  title: 'Get System Prompt',
  doc: 'Finds the message that tells the model how to behave.',
  category,
  inputs: { history: historyPin('History', 'The history to look in.', true) },
  outputs: {
    system_prompt: messagePin('System Prompt', 'The first message of the system, if there is one.'),
    success: pin.boolean('Found', 'Whether there is one.'),
  },
  bind: ({ inputs: { history }, outputs: { system_prompt, success } }) => {
    return (at) => {
      const found = history.read(at).messages.find(isSystem);
      if (found !== undefined) system_prompt.write(at, found);
      success.write(at, found !== undefined);
    };
  },
});

export const setSystemPrompt = defineNode({
  name: 'ai_generative_set_system_prompt_message',
  title: 'Set System Message',
  doc: 'Tells the model how to behave, in place of what it was told before.',
  category,
  inputs: {
    exec_in: pin.exec('Input', 'Sets the message.'),
    history: historyPin('History', 'The history to start from.', true),
    message: pin.string('Message', 'What the model is told.', { default: '' }),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    history_out: historyPin('History', 'The history, which now begins with the message.'),
  },
  bind: ({ inputs, outputs: { exec_out, history_out } }) => {
    return (at) => {
      exec_out.off(at);
      const history = inputs.history.read(at);
      const prompt = { role: 'system', content: [textPart(inputs.message.read(at))] } as const;
      const others = history.messages.filter((message) => !isSystem(message));
      history_out.write(at, withMessages(history, [prompt, ...others], at));
      exec_out.on(at);
    };
  },
});
