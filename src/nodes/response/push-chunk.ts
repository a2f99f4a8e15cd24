import { defineNode, pin } from '../../engine/index.js';
import { chunkPin } from './chunk.js';
import { mergeChunk } from './merge-chunk.js';
import { responsePin } from './response.js';

export const pushChunk = defineNode({
  name: 'ai_generative_llm_response_push_chunk',
  title: 'Push Chunk',
  doc: 'Adds a piece to a response that comes bit by bit.',
  category: 'AI/Generative/Response',
  inputs: {
    exec_in: pin.exec('Input', 'Adds the piece.'),
    response: responsePin('Response', 'What there is so far.'),
    chunk: chunkPin('Chunk', 'The piece.'),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    response_out: responsePin('Response', 'The response with the piece.', false),
  },
  bind: ({ inputs: { response, chunk }, outputs: { exec_out, response_out } }) => {
    return (at) => {
      exec_out.off(at);
      response_out.write(at, mergeChunk(response.read(at), chunk.read(at), at.run.limits));
      exec_out.on(at);
    };
  },
});
