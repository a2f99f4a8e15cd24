import { defineNode, pin } from '../../engine/index.js';
import { addedText, chunkPin } from './chunk.js';

export const chunkToken = defineNode({
  name: 'ai_generative_llm_response_chunk_get_token',
  title: 'Get Token',
  doc: 'Gives the text that a piece of a response adds.',
  category: 'AI/Generative/Response/Chunk',
  inputs: { chunk: chunkPin('Chunk', 'The piece.') },
  outputs: { token: pin.string('Token', 'What its first choice adds; empty for nothing.') },
  bind: ({ inputs: { chunk }, outputs: { token } }) => {
    return (at) => token.write(at, addedText(chunk.read(at), 'content') ?? '');
  },
});
