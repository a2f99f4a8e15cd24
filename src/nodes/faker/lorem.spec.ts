import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const SENTENCE = /^[A-Z][a-z ]*\.$/;
const make = (name: string, output: string, min: Value, max: Value) => {
  const unit = { words: 'count', sentence: 'words', sentences: 'count', paragraph: 'sentences' };
  const bound = unit[name as keyof typeof unit] ?? 'count';
  return runNode(`faker_${name}`, { [`min_${bound}`]: min, [`max_${bound}`]: max }, output);
};

describe('faker_words', () => {
  it('makes up as many as it is told', async () => {
    expect((await make('words', 'words', 4, 5)).result).toEqual([
      expect.stringMatching(/^[a-z]+$/),
      expect.stringMatching(/^[a-z]+$/),
      expect.stringMatching(/^[a-z]+$/),
      expect.stringMatching(/^[a-z]+$/),
    ]);
    expect((await make('words', 'words', 0, 0)).result).toEqual([]);
    expect((await make('words', 'words', 3, 3)).result).toHaveLength(3);
    const some = (await runNode('faker_words', {}, 'words')).result as Value[];
    expect(some.length >= 3 && some.length < 6).toBe(true);
  });

  it.each<[Value, Value, string]>([
    [-1, 5, "Pin 'min_count' must not be negative"],
    [5, 4, "Pin 'max_count' must not be less than 'min_count'"],
    [1, 10_001, "Pin 'max_count' must not be more than 10000"],
    [1, 2.5, "Pin 'max_count' holds a float"],
  ])('refuses from %j to %j', async (min, max, error) => {
    expect((await make('words', 'words', min, max)).error).toContain(error);
  });
});

it('faker_sentence has as many words as it is told', async () => {
  const { result } = await make('sentence', 'sentence', 5, 6);
  expect(result).toMatch(SENTENCE);
  expect((result as string).split(' ')).toHaveLength(5);
  expect((await make('sentence', 'sentence', 0, 0)).result).toBe('');
});

it('faker_sentences is a list of them', async () => {
  const { result } = await make('sentences', 'sentences', 2, 3);
  expect(result).toEqual([expect.stringMatching(SENTENCE), expect.stringMatching(SENTENCE)]);
});

it('faker_paragraph has each sentence on a line of its own', async () => {
  const { result } = await make('paragraph', 'paragraph', 3, 4);
  const lines = (result as string).split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(SENTENCE);
});

it('faker_paragraphs is a list of them, not too long', async () => {
  const { result } = await make('paragraphs', 'paragraphs', 2, 3);
  expect(result).toEqual([expect.stringContaining('\n'), expect.stringContaining('\n')]);
  expect((await make('paragraphs', 'paragraphs', 1, 1001)).error).toContain('more than 1000');
});
