import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const usage = { completion_tokens: 0, prompt_tokens: 0, total_tokens: 0, cost: null };

it('ai_generative_llm_response_make says nothing', async () => {
  const { result } = await runNode('ai_generative_llm_response_make', {}, 'response');
  expect(result).toEqual({ choices: [], usage });
});

it('ai_generative_llm_response_from_string says the text', async () => {
  const inputs = { content: 'Hi' };
  const { result } = await runNode('ai_generative_llm_response_from_string', inputs, 'response');
  const message = { role: 'assistant', content: 'Hi', tool_calls: [] };
  expect(result).toEqual({ choices: [{ index: 0, finish_reason: 'artificial', message }], usage });
});

it('ai_generative_llm_chunk_from_string adds the text', async () => {
  const { result } = await runNode('ai_generative_llm_chunk_from_string', {}, 'chunk');
  const delta = { role: 'assistant', content: '' };
  expect(result).toEqual({ id: '', choices: [{ index: 0, delta }] });
});
