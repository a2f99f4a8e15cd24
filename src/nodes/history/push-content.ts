import { defineNode, inputsByChoice, NodeError, pin } from '../../engine/index.js';
import { contentInputs, partFrom, TYPES } from './content-inputs.js';
import { messagePin, partsOf } from './message.js';

export const pushContent = defineNode({
  name: 'ai_generative_push_content',
  title: 'Push Content',
  doc: 'Adds a text or an image to a message.',
  category: 'AI/Generative/History/Message',
  inputs: {
    exec_in: pin.exec('Input', 'Adds it.'),
    message: messagePin('Message', 'The message to start from.'),
    type: pin.string('Type', 'What is added.', {
      default: 'Text',
      options: { validValues: TYPES },
    }),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    message_out: messagePin('Message', 'The message with what was added.'),
  },
  extraPins: 'optional',
  onUpdate: inputsByChoice(['type'], ['exec_in', 'message'], contentInputs),
  bind: ({ inputs, outputs: { exec_out, message_out }, extra }) => {
    return (at) => {
      exec_out.off(at);
      const message = inputs.message.read(at);
      const part = partFrom(at, inputs.type.read(at), extra.inputs);
      const content = part === undefined ? partsOf(message) : [...partsOf(message), part];
      const { arrayItems } = at.run.limits;
      if (content.length > arrayItems)
        throw new NodeError(`The message has more than ${arrayItems} parts`);
      message_out.write(at, { ...message, content });
      exec_out.on(at);
    };
  },
});
