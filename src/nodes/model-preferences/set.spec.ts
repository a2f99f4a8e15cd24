import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

describe('ai_generative_set_model_hint', () => {
  const hint = (preferences_in: Value) =>
    runNode(
      'ai_generative_set_model_hint',
      { preferences_in, model_hint: 'gpt' },
      'preferences_out',
    );

  it('sets the hint; members that are missing are there as null', async () => {
    expect((await hint({ cost_weight: 0.5, other: 1 })).result).toMatchObject({
      model_hint: 'gpt',
      cost_weight: 0.5,
      coding_weight: null,
      other: 1,
    });
  });

  it('refuses what are no preferences', async () => {
    expect((await hint([])).error).toContain("Pin 'preferences_in' must be an object");
    expect((await hint({ multimodal: 1 })).error).toContain('.multimodal must be true or false');
    expect((await hint({ speed_weight: 'x' })).error).toContain('.speed_weight must be a number');
  });
});

describe('ai_generative_set_preference_weight', () => {
  const weigh = async (preferences_key: string, weight: Value) => {
    const inputs = { preferences_in: {}, preferences_key, weight };
    return (await runNode('ai_generative_set_preference_weight', inputs, 'preferences_out')).result;
  };

  it.each([
    ['Cost', 'cost_weight'],
    ['Function Calling', 'function_calling_weight'],
    ['Coding', 'coding_weight'],
  ])('%s is kept in %s', async (key, member) => {
    expect(await weigh(key, 0.7)).toMatchObject({ [member]: 0.699999988079071 });
  });

  it('keeps any number, and nothing under a name nobody knows', async () => {
    expect(await weigh('Speed', -3)).toMatchObject({ speed_weight: new Float(-3) });
    expect(await weigh('Speed', 1e300)).toMatchObject({ speed_weight: null });
    const unchanged = await weigh('__proto__', 1);
    expect(new Set(Object.values(unchanged as object))).toEqual(new Set([null]));
  });
});
