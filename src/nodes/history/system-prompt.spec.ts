import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const system = (content: Value) => ({ role: 'system', content });
const user = { role: 'user', content: 'Hi' };
const historyOf = (...messages: Value[]) => ({ model: '', messages, preset: null });
const get = (history: Value, output: string) =>
  runNode('ai_generative_get_system_prompt', { history }, output);

it('ai_generative_get_system_prompt finds the first', async () => {
  const history = historyOf(user, system('a'), system('b'));
  expect((await get(history, 'system_prompt')).result).toEqual(system('a'));
  expect((await get(history, 'success')).result).toBe(true);
});

it('ai_generative_get_system_prompt says when there is none', async () => {
  expect((await get(historyOf(user), 'success')).result).toBe(false);
  expect((await get(historyOf(user), 'system_prompt')).error).toContain(
    "Pin 'system_prompt' has no value",
  );
});

it.each([[[user]], [[system('a'), user, system('b')]]])(
  'ai_generative_set_system_prompt_message leaves one, in front of %j',
  async (messages) => {
    const { result } = await runNode(
      'ai_generative_set_system_prompt_message',
      { history: historyOf(...messages), message: 'Be kind' },
      'history_out',
    );
    expect(result).toEqual(historyOf(system([{ type: 'text', text: 'Be kind' }]), user));
  },
);
