import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it('ai_generative_make_preferences has twelve members, all open but one', async () => {
  const inputs = { multimodal: true };
  const { result } = await runNode('ai_generative_make_preferences', inputs, 'preferences');
  expect(Object.keys(result as object)).toHaveLength(12);
  expect(result).toMatchObject({ multimodal: true, cost_weight: null, model_hint: null });
});
