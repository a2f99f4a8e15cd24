import { describe, expect, it } from '@jest/globals';
import { dueTick, nextTick, scheduleFault } from './schedule.js';

const at = (text: string) => new Date(text);
const utc = (expression: string) => ({ expression, timezone: 'UTC' });

describe('a schedule', () => {
  it.each([
    ['*/5 * * * *', 'UTC', undefined],
    ['30 0 12 * * MON-FRI', 'Europe/Berlin', undefined],
    ['@daily', 'UTC', undefined],
    ['* * *', 'UTC', /five fields, or six with seconds/],
    ['61 * * * *', 'UTC', /minute: 61/],
    ['0 0 30 2 *', 'UTC', /never does/],
    ['2026-01-01T00:00:00', 'UTC', /no \? and no :/],
    ['? * * * *', 'UTC', /no \? and no :/],
    [`${'0,'.repeat(100)}0 * * * *`, 'UTC', /200 characters/],
    ['* * * * *', 'Mars/Base', /time zone such as Europe\/Berlin; Mars\/Base is none/],
    ['0 0 0 1 1 * 2030', 'UTC', /./],
  ])('%s in %s', (expression, timezone, fault) => {
    const found = scheduleFault({ expression, timezone });
    expect(found ?? '').toMatch(fault ?? /^$/);
  });

  const berlin = (expression: string, from: string, count: number) => {
    const ticks = [at(from)];
    while (ticks.length <= count)
      ticks.push(nextTick({ expression, timezone: 'Europe/Berlin' }, ticks.at(-1)!)!);
    return ticks.slice(1).map((tick) => tick.toISOString().slice(0, 16));
  };

  it('at a time that is left out in spring comes right after the gap', () => {
    // 2026-03-29: 02:00 becomes 03:00 (01:00 UTC).
    expect(berlin('30 2 * * *', '2026-03-28T12:00Z', 2)).toEqual([
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
  });

  it('at a time that comes twice in autumn comes once, the first time', () => {
    // 2026-10-25: 03:00 becomes 02:00 (01:00 UTC).
    expect(berlin('30 2 * * *', '2026-10-24T12:00Z', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('of every so often comes as often as ever on both days', () => {
    expect(berlin('*/30 * * * *', '2026-03-29T00:10Z', 3)).toEqual([
      '2026-03-29T00:30',
      '2026-03-29T01:00',
      '2026-03-29T01:30',
    ]);
    expect(berlin('0 * * * *', '2026-10-24T23:10Z', 4)).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T02:00',
      '2026-10-25T03:00',
    ]);
  });
});

describe('what is due', () => {
  it.each([
    // schedule, due, now → run, skipped, next
    ['* * * * *', '12:00:00', '12:00:00', '12:00:00', 0, '12:01:00'],
    ['* * * * *', '12:00:00', '12:00:59', '12:00:00', 0, '12:01:00'],
    ['*/10 * * * * *', '12:00:00', '12:00:45', '12:00:00', 0, '12:00:10'],
    ['*/10 * * * * *', '12:00:00', '12:01:15', '12:00:20', 2, '12:00:30'],
    ['* * * * *', '12:00:00', '12:05:30', '12:05:00', 5, '12:06:00'],
    ['0 * * * *', '12:00:00', '15:20:00', '15:00:00', 3, '16:00:00'],
  ])('of %s at %s, at %s is %s without %i', (expression, due, now, run, skipped, next) => {
    const day = (time: string) => at(`2026-05-05T${time}Z`);
    expect(dueTick(utc(expression), day(due), day(now))).toEqual({
      run: day(run),
      skipped,
      next: day(next),
    });
  });

  it('is nothing when the newest is older than a day', () => {
    expect(
      dueTick(utc('0 0 1 * *'), at('2026-05-01T00:00Z'), at('2026-05-03T00:00Z')),
    ).toMatchObject({ run: undefined, skipped: 1, next: at('2026-06-01T00:00Z') });
  });

  it('is found at once, however many were missed', () => {
    const due = dueTick(utc('* * * * * *'), at('2026-05-01T00:00:00Z'), at('2026-05-04T00:00:00Z'));
    expect(due).toMatchObject({
      run: at('2026-05-04T00:00:00Z'),
      skipped: 10_000,
      next: at('2026-05-04T00:00:01Z'),
    });
  });
});
