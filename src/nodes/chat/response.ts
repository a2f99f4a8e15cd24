import { defineNode } from '../../engine/index.js';
import { addedText, chunkPin } from '../response/chunk.js';
import { mergeChunk } from '../response/merge-chunk.js';
import { responsePin } from '../response/response.js';
import { addLine, withThinking } from './plan.js';
import { exec_in, exec_out, pushNode } from './push-node.js';
import { growResponse, planOf, replaceResponse, responseOf, setPlan, tellPart } from './reply.js';

export const pushResponse = defineNode({
  ...pushNode,
  name: 'events_chat_push_response',
  title: 'Push Response',
  doc: 'Answers in a chat, in place of what was answered before.',
  inputs: { exec_in, response: responsePin('Response', 'The answer.') },
  outputs: { exec_out },
  bind: ({ inputs: { response }, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      replaceResponse(at, response.read(at));
      outputs.exec_out.on(at);
    };
  },
});

export const pushResponseChunk = defineNode({
  ...pushNode,
  name: 'events_chat_push_response_chunk',
  title: 'Push Chunk',
  doc: 'Adds a piece to the answer of a chat.',
  inputs: { exec_in, chunk: chunkPin('Chunk', 'The piece.') },
  outputs: { exec_out },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const chunk = inputs.chunk.read(at);
      const added = addedText(chunk, 'content') ?? '';
      growResponse(at, mergeChunk(responseOf(at), chunk, at.run.limits), 64 + 2 * added.length);
      const thought = addedText(chunk, 'reasoning');
      if (thought === undefined) tellPart(at, { chunk });
      else {
        const plan = addLine(withThinking(planOf(at)), thought);
        setPlan(at, plan, 2 * thought.length);
        tellPart(at, { chunk, plan });
      }
      outputs.exec_out.on(at);
    };
  },
});
