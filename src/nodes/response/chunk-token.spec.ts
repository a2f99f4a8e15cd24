import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Value, string]>([
  [[], ''],
  [[{ index: 0 }], ''],
  [[{ index: 0, delta: { content: null } }], ''],
  [
    [
      { index: 1, delta: { content: 'a' } },
      { index: 0, delta: { content: 'b' } },
    ],
    'a',
  ],
])('ai_generative_llm_response_chunk_get_token of %j is %j', async (choices, token) => {
  const chunk = { id: '', choices };
  const type = 'ai_generative_llm_response_chunk_get_token';
  expect((await runNode(type, { chunk }, 'token')).result).toBe(token);
});
