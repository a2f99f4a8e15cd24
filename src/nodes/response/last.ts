import { defineNode, pin } from '../../engine/index.js';
import { contentOf, responseMessagePin, responsePin } from './response.js';

const category = 'AI/Generative/Response';
const response = responsePin('Response', 'The response to look in.');

export const lastContent = defineNode({
  name: 'ai_generative_llm_response_last_content',
  title: 'Last Content',
  doc: 'Gives the text of the last choice of a response.',
  category,
  inputs: { response },
  outputs: {
    content: pin.string('Content', 'The text; empty when there is none.'),
    success: pin.boolean('Success', 'Whether there is a text.'),
  },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      const content = contentOf(inputs.response.read(at).choices.at(-1)?.message);
      outputs.content.write(at, content);
      outputs.success.write(at, content !== '');
    };
  },
});

export const lastMessage = defineNode({
  name: 'ai_generative_llm_response_last_message',
  title: 'Last Message',
  doc: 'Gives the message of the last choice of a response.',
  category,
  inputs: { response },
  outputs: {
    message: responseMessagePin('Message', 'The message, if there is one.', false),
    success: pin.boolean('Success', 'Whether there is one.'),
  },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      const last = inputs.response.read(at).choices.at(-1);
      if (last !== undefined) outputs.message.write(at, last.message);
      outputs.success.write(at, last !== undefined);
    };
  },
});
