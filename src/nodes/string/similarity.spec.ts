import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

import { Float } from '../../engine/index.js';

const compare = async (type: string, string1: string, string2: string, more = {}) => {
  const output = type.startsWith('sorensen') ? 'coefficient' : 'distance';
  const { result, error } = await runNode(type, { string1, string2, ...more }, output);
  return result instanceof Float ? result.value : (result ?? error);
};

describe('similarity', () => {
  it.each<[string, string, string, number]>([
    ['levenshtein_distance', 'kitten', 'sitting', 3],
    ['damerau_levenshtein_distance', 'ca', 'abc', 2],
    ['damerau_levenshtein_distance', 'a cat', 'an abct', 3],
  ])('%s of %j and %j is %p', async (type, left, right, expected) => {
    expect(await compare(type, left, right, { normalize: false })).toBe(expected);
    expect(await compare(type, '', '')).toBe(1);
  });
  it.each<[string, string, string, number]>([
    ['optimal_string_alignment_distance', 'ca', 'abc', 3],
    ['optimal_string_alignment_distance', 'a cat', 'an abct', 4],
    ['hamming_distance', 'hamming', 'hammers', 3],
    ['hamming_distance', 'ham', 'hamming', 0],
    ['jaro_distance', 'MARTHA', 'MARHTA', 0.944],
    ['jaro_winkler_distance', 'MARTHA', 'MARHTA', 0.961],
    ['jaro_distance', '', '', 1],
    ['sorensen_dice_coefficient', 'night', 'nacht', 0.25],
    ['sorensen_dice_coefficient', 'a b', 'ab', 1],
  ])('%s of %j and %j is %p', async (type, left, right, expected) => {
    expect(await compare(type, left, right)).toBeCloseTo(expected, 3);
  });
  it.each([
    'levenshtein_distance',
    'damerau_levenshtein_distance',
    'optimal_string_alignment_distance',
    'jaro_distance',
    'jaro_winkler_distance',
  ])('%s refuses texts that are too long', async (type) => {
    expect(await compare(type, 'a'.repeat(20_000), 'b'.repeat(20_000))).toContain('too long');
  });
});
