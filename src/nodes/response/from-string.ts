import { defineNode, pin } from '../../engine/index.js';
import { chunkPin } from './chunk.js';
import { newResponse, responsePin } from './response.js';

const category = 'AI/Generative/Response';
const content = pin.string('Content', 'The text.', { default: '' });

export const makeResponse = defineNode({
  name: 'ai_generative_llm_response_make',
  title: 'Make Response',
  doc: 'Begins a response that says nothing yet.',
  category,
  inputs: {},
  outputs: { response: responsePin('Response', 'The empty response.') },
  bind: ({ outputs: { response } }) => {
    return (at) => response.write(at, newResponse());
  },
});

export const responseFromString = defineNode({
  name: 'ai_generative_llm_response_from_string',
  title: 'Response From String',
  doc: 'Makes a response that says a text, as if a model had answered it.',
  category,
  inputs: { content },
  outputs: { response: responsePin('Response', 'The response.') },
  bind: ({ inputs, outputs: { response } }) => {
    return (at) => {
      const message = { role: 'assistant', content: inputs.content.read(at), tool_calls: [] };
      response.write(at, newResponse([{ index: 0, finish_reason: 'artificial', message }]));
    };
  },
});

export const chunkFromString = defineNode({
  name: 'ai_generative_llm_chunk_from_string',
  title: 'Chunk From String',
  doc: 'Makes a piece of a response that adds a text.',
  category,
  inputs: { content },
  outputs: { chunk: chunkPin('Chunk', 'The piece.') },
  bind: ({ inputs, outputs: { chunk } }) => {
    return (at) => {
      const delta = { role: 'assistant', content: inputs.content.read(at) };
      chunk.write(at, { id: '', choices: [{ index: 0, delta }] });
    };
  },
});
