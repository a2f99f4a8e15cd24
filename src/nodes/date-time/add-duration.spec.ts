import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const add = (date: string, amounts: Readonly<Record<string, number>>) =>
  runNode('utils_datetime_duration', { date, ...amounts }, 'result');

it.each([
  ['2024-02-28T23:00:00.5Z', { days: 1, hours: 1 }, '2024-03-01T00:00:00.500Z'],
  ['2024-03-01T00:00:00Z', { seconds: -1 }, '2024-02-29T23:59:59Z'],
  ['2024-01-01T00:00:00+02:00', { minutes: 30 }, '2023-12-31T22:30:00Z'],
])('%s and %j is %s', async (date, amounts, expected) => {
  expect((await add(date, amounts)).result).toBe(expected);
});

it.each([
  ['9999-12-31T00:00:00Z', { days: 1 }, 'outside the years'],
  ['2024-01-01T00:00:00Z', { days: 2 ** 53 - 1 }, 'outside the years'],
  ['2024-01-01', {}, 'is no date'],
])('%s and %j fails', async (date, amounts, error) => {
  expect((await add(date, amounts)).error).toContain(error);
});
