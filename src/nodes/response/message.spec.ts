import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const get = (what: string, message: Value, output = what) =>
  runNode(`ai_generative_llm_response_message_get_${what}`, { message }, output);

it.each<[Value, string, boolean]>([
  [{ role: 'assistant', content: 'a' }, 'a', true],
  [{ role: 'assistant', content: null }, '', false],
  [{ role: 'assistant' }, '', false],
])('ai_generative_llm_response_message_get_content of %j is %j', async (message, text, found) => {
  expect((await get('content', message)).result).toBe(text);
  expect((await get('content', message, 'success')).result).toBe(found);
});

it('ai_generative_llm_response_message_get_role gives the role, whatever it is', async () => {
  expect((await get('role', { role: 'robot' })).result).toBe('robot');
  expect((await get('role', {})).error).toContain("Pin 'message'.role is missing");
});
