import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, run, runNode } from '../testing.js';

const between = async (start: Value, end: Value, output: string) =>
  (await runNode('utils_datetime_diff', { start, end }, output)).result;

describe('utils_datetime_diff', () => {
  it.each<[string, Value, number, number, string]>([
    ['2024-01-01T00:00:00Z', '2024-01-02T02:00:00Z', 93_600, 1, '1 day, 2 hours'],
    [
      '2024-01-02T02:01:01Z',
      '2024-01-01T00:00:00Z',
      -93_661,
      -1,
      '-1 day, 2 hours, 1 minute, 1 second',
    ],
    ['2024-01-01T00:00:00Z', '2024-01-01T01:00:00+01:00', 0, 0, '0 seconds'],
    ['2024-01-01T00:00:00.9Z', '2024-01-01T00:00:02.1Z', 1, 0, '1 second'],
    ['2024-01-01T00:00:02.1Z', '2024-01-01T00:00:00.9Z', -1, 0, '-1 second'],
    ['1970-01-01T00:00:00Z', { secs_since_epoch: 7200, nanos_since_epoch: 0 }, 7200, 0, '2 hours'],
  ])('from %s to %j', async (start, end, total, days, words) => {
    expect(await between(start, end, 'total_seconds')).toBe(total);
    expect(await between(start, end, 'days')).toBe(days);
    expect(await between(start, end, 'human_readable')).toBe(words);
  });

  it('puts what is left of days into hours, minutes and seconds', async () => {
    const dates = ['2024-01-02T02:03:04Z', '2024-01-01T00:00:00Z'] as const;
    const parts = ['hours', 'minutes', 'seconds'].map((part) => between(...dates, part));
    expect(await Promise.all(parts)).toEqual([2, 3, 4]);
  });

  it.each<[Value, Value, string]>([
    ['soon', '2024-01-01T00:00:00Z', 'Invalid start date format'],
    ['2024-01-01T00:00:00Z', 5, 'Invalid end date format'],
    ['2024-01-01T00:00:00Z', { secs_since_epoch: 1 }, 'Invalid end date format'],
  ])('%j to %j goes on at error', async (start, end, message) => {
    const built = board()
      .node('start', 'events_simple')
      .node('diff', 'utils_datetime_diff', { start, end })
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'diff.exec_in')
      .wire('diff.error', 'end.exec_in')
      .wire('diff.error_message', 'end.response');
    const { status, result } = await run(built);
    expect([status, result]).toEqual(['completed', expect.stringContaining(message)]);
  });
});
