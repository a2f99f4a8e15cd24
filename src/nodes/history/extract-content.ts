import { defineNode, pin } from '../../engine/index.js';
import { messagePin, textOf } from './message.js';

export const extractContent = defineNode({
  name: 'ai_generative_message_extract_content',
  title: 'Extract Content',
  doc: 'Gives what is text in a message, each part on a line of its own.',
  category: 'AI/Generative/History/Message',
  inputs: { message: messagePin('Message', 'The message to look in.') },
  outputs: { content: pin.string('Content', 'The text, without space around it.') },
  bind: ({ inputs: { message }, outputs: { content } }) => {
    return (at) => content.write(at, textOf(message.read(at)));
  },
});
