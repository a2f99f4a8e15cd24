import { defineNode, pin } from '../../engine/index.js';
import { contentOf, responseMessagePin } from './response.js';

const category = 'AI/Generative/Response/Message';
const message = responseMessagePin('Message', 'The message to look in.');

export const getContent = defineNode({
  name: 'ai_generative_llm_response_message_get_content',
  title: 'Get Content',
  doc: 'Gives the text of a message of a response.',
  category,
  inputs: { message },
  outputs: {
    content: pin.string('Content', 'The text; empty when there is none.'),
    success: pin.boolean('Success', 'Whether there is a text.'),
  },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      const content = contentOf(inputs.message.read(at));
      outputs.content.write(at, content);
      outputs.success.write(at, content !== '');
    };
  },
});

export const getRole = defineNode({
  name: 'ai_generative_llm_response_message_get_role',
  title: 'Get Role',
  doc: 'Gives whose message it is.',
  category,
  inputs: { message },
  outputs: {
    role: pin.string('Role', 'The role.', {
      options: { validValues: ['system', 'user', 'assistant'] },
    }),
  },
  bind: ({ inputs, outputs: { role } }) => {
    return (at) => role.write(at, inputs.message.read(at).role);
  },
});
