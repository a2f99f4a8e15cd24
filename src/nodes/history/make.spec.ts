import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const base = { preset: null, stream: true };

it('ai_generative_make_history begins without messages', async () => {
  const { result } = await runNode('ai_generative_make_history', {}, 'history');
  expect(result).toEqual({ model: '', messages: [], ...base });
});

it('ai_generative_history_from_string begins with what the user says', async () => {
  const inputs = { model_name: 'm', message: 'Hi' };
  const { result } = await runNode('ai_generative_history_from_string', inputs, 'history');
  const messages = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }];
  expect(result).toEqual({ model: 'm', messages, ...base });
});

const from = (messages: Value) =>
  runNode('ai_generative_from_messages', { model_name: 'm', messages }, 'history');

it('ai_generative_from_messages begins with the messages', async () => {
  const messages: Value = [
    { role: 'system', content: 'Be kind', name: null, extra: 1 },
    {
      role: 'assistant',
      content: [],
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
  ];
  expect((await from(messages)).result).toEqual({ model: 'm', messages, ...base });
});

it.each<[Value, string]>([
  [{}, "Pin 'messages' holds an object, expected an array"],
  [[1], "Pin 'messages[0]' must be an object"],
  [[{ role: 'user' }], "Pin 'messages[0]'.content is missing"],
  [[{ role: 'user', content: null }], "Pin 'messages[0]'.content must be an array"],
  [[{ role: 'user', content: [{ type: 'x' }] }], "'messages[0]'.content[0].type must be one of"],
  [
    [{ role: 'user', content: [{ type: '__proto__' }] }],
    "'messages[0]'.content[0].type must be one of",
  ],
  [[{ role: 'user', content: [{ type: 'text' }] }], "'messages[0]'.content[0].text is missing"],
  [
    [{ role: 'user', content: [{ type: 'image_url', image_url: 'x' }] }],
    "'messages[0]'.content[0].image_url must be an object",
  ],
  [
    [{ role: 'user', content: '', tool_calls: [{ id: 1 }] }],
    "'messages[0]'.tool_calls[0].id must be a string",
  ],
])('ai_generative_from_messages refuses %j', async (messages, error) => {
  expect((await from(messages)).error).toContain(error);
});
