import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const keywords = async (inputs: Readonly<Record<string, Value>>) =>
  (await runNode('ai_processing_yake_extraction', inputs, 'keywords')).result as string[];
const TEXT =
  'Google is acquiring data science community Kaggle. Sources tell us that Google is acquiring Kaggle, a platform that hosts data science competitions. Details about the deal remain vague, but Google will announce it.';

describe('ai_processing_yake_extraction', () => {
  it('gives the best keywords first, each once', async () => {
    const found = await keywords({ text: TEXT, max_keywords: 6 });
    expect(found).toHaveLength(6);
    expect(new Set(found).size).toBe(6);
    expect(found.slice(0, 3)).toContain('google');
    expect(found.join()).toContain('kaggle');
  });

  it.each<[Record<string, Value>, (found: string[]) => boolean]>([
    [{ text: '' }, (found) => found.length === 0],
    [{ text: TEXT, max_keywords: -3 }, (found) => found.length === 1],
    [{ text: TEXT, ngrams: 0 }, (found) => found.every((keyword) => !keyword.includes(' '))],
    [
      { text: TEXT, ngrams: 9 },
      (found) => found.every((keyword) => keyword.split(' ').length <= 3),
    ],
    [{ text: TEXT, dedup_threshold: 0.0 }, (found) => found.length === 1],
    [{ text: 'the of and' }, (found) => found.length === 0],
  ])('%j', async (inputs, holds) => {
    expect(holds(await keywords(inputs))).toBe(true);
  });
});
