import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it.each([
  ['utils_datetime_to_date', { year: 2024, month: 12, day: 30, weekday: 0, day_of_year: 365 }],
  ['utils_datetime_to_time', { hour: 22, minute: 5, second: 6, nanosecond: 7_000_000 }],
])('%s', async (type, parts) => {
  const date = '2024-12-31T00:05:06.007+02:00';
  for (const [name, value] of Object.entries(parts))
    expect([name, (await runNode(type, { date }, name)).result]).toEqual([name, value]);
});

it.each(['utils_datetime_to_date', 'utils_datetime_to_time'])(
  '%s refuses what is no date',
  async (type) => {
    const output = type === 'utils_datetime_to_date' ? 'year' : 'hour';
    expect((await runNode(type, { date: 'now' }, output)).error).toContain("'now' is no date");
  },
);
