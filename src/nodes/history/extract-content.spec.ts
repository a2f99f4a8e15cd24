import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const extract = (content: Value) =>
  runNode(
    'ai_generative_message_extract_content',
    { message: { role: 'user', content } },
    'content',
  );

it.each<[Value, string]>([
  ['  a \n', 'a'],
  ['', ''],
  [[], ''],
  [
    [
      { type: 'text', text: ' a' },
      { type: 'image_url', image_url: { url: 'u' } },
      { type: 'text', text: 'b\ud800 ' },
    ],
    'a\nb\ud800',
  ],
])('ai_generative_message_extract_content of %j is %j', async (content, text) => {
  expect((await extract(content)).result).toBe(text);
});

it('ai_generative_message_extract_content refuses what is no content', async () => {
  expect((await extract(5)).error).toContain("Pin 'message'.content must be an array");
});
