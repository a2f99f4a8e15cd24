import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const keywords = (inputs: Readonly<Record<string, Value>>) =>
  runNode('ai_processing_rake_extraction', inputs, 'keywords');
const TEXT =
  'Compatibility of systems of linear constraints over the set of natural numbers. Linear systems, and 42 of them.';

describe('ai_processing_rake_extraction', () => {
  it.each<[Record<string, Value>, string[]]>([
    [{ text: '' }, []],
    [{ text: TEXT, max_keywords: 2 }, ['linear constraints', 'natural numbers']],
    [{ text: TEXT, min_score: 3.5 }, ['linear constraints', 'natural numbers', 'linear systems']],
    [{ text: 'Der Vertrag ist die Grundlage', max_keywords: 5 }, ['vertrag', 'grundlage']],
    [{ text: 'alpha beta gamma', stop_words: ['BETA'] }, ['alpha', 'gamma']],
    [{ text: 'der Hund', language: 'xx' }, ['der hund']],
  ])('%j', async (inputs, expected) => {
    expect((await keywords(inputs)).result).toEqual(expected);
  });

  it('refuses a text that is too long', async () => {
    expect((await keywords({ text: 'x '.repeat(500_001) })).error).toContain('longer than 1000000');
  });
});
