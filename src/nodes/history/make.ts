import { defineNode, pin } from '../../engine/index.js';
import { historyPin, newHistory } from './history.js';
import { messagePin, textPart } from './message.js';

const category = 'AI/Generative/History';
const model_name = pin.string('Model Name', 'The model that is to answer; empty for any.', {
  default: '',
});
const history = historyPin('History', 'The new history.', true);

export const makeHistory = defineNode({
  name: 'ai_generative_make_history',
  title: 'Make History',
  doc: 'Begins a history that has no messages yet.',
  category,
  inputs: { model_name },
  outputs: { history },
  bind: ({ inputs: { model_name: model }, outputs }) => {
    return (at) => outputs.history.write(at, newHistory(model.read(at), []));
  },
});

export const historyFromString = defineNode({
  name: 'ai_generative_history_from_string',
  title: 'History From String',
  doc: 'Begins a history with something the user says.',
  category,
  inputs: { model_name, message: pin.string('Message', 'What the user says.') },
  outputs: { history },
  bind: ({ inputs: { model_name: model, message }, outputs }) => {
    return (at) => {
      const said = { role: 'user', content: [textPart(message.read(at))] } as const;
      outputs.history.write(at, newHistory(model.read(at), [said]));
    };
  },
});

export const historyFromMessages = defineNode({
  name: 'ai_generative_from_messages',
  title: 'From Messages',
  doc: 'Begins a history with a list of messages.',
  category,
  inputs: {
    model_name,
    messages: pin.array(messagePin('Messages', 'The messages, the oldest first.', true)),
  },
  outputs: { history },
  bind: ({ inputs: { model_name: model, messages }, outputs }) => {
    return (at) => outputs.history.write(at, newHistory(model.read(at), messages.read(at)));
  },
});
