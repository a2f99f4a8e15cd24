import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const DATE = '2024-01-05T09:08:07.026490Z';
const format = (text: string, date = DATE) =>
  runNode('utils_datetime_format', { date, format: text }, 'formatted');
const parse = (input: string, form = '') =>
  runNode('utils_datetime_parse', { input, format: form }, 'date');

describe('utils_datetime_format', () => {
  it.each([
    ['RFC3339', '2024-01-05T09:08:07.026490+00:00'],
    ['rfc2822', 'Fri, 5 Jan 2024 09:08:07 +0000'],
    ['%Y-%m-%d %H:%M:%S', '2024-01-05 09:08:07'],
    ['%A %d. %B, %a %b %h %e|%-d|%_m|%k', 'Friday 05. January, Fri Jan Jan  5|5| 1| 9'],
    ['%I:%M %p %l %P %C %y %j %q', '09:08 AM  9 am 20 24 005 1'],
    ['%u %w %U %W %G-W%V %g', '5 5 00 01 2024-W01 24'],
    ['%f %.f %.3f %3f %9f %.9f', '026490000 .026490 .026 026 026490000 .026490000'],
    ['%Z %z %:z %::z %:::z %s', 'UTC +0000 +00:00 +00:00:00 +00 1704445687'],
    ['%D %F %T %R %X %r %v', '01/05/24 2024-01-05 09:08:07 09:08 09:08:07 09:08:07 AM  5-Jan-2024'],
    ['%c%n%t%%', 'Fri Jan  5 09:08:07 2024\n\t%'],
    ['', ''],
  ])('%j', async (text, expected) => {
    expect((await format(text)).result).toBe(expected);
  });

  it('writes hours of the 12 and the fraction only as far as needed', async () => {
    expect((await format('%I %p%.f', '2024-01-05T00:00:00Z')).result).toBe('12 AM');
    expect((await format('rfc3339', '2024-01-05T10:00:00Z')).result).toBe(
      '2024-01-05T10:00:00+00:00',
    );
  });

  it.each(['%', '%Q', '%é', '%-', '%#z', 'x'.repeat(10_001)])('%.20j fails', async (text) => {
    expect((await format(text)).status).toBe('failed');
  });
});

describe('utils_datetime_parse', () => {
  it.each([
    ['2024-01-05T10:00:00.5+02:00', '2024-01-05T08:00:00.500Z'],
    ['Fri, 5 Jan 2024 10:00:00 +0200', '2024-01-05T08:00:00Z'],
    ['5 Jan 2024 10:00:00 GMT', '2024-01-05T10:00:00Z'],
    ['1704445687', '2024-01-05T09:08:07Z'],
    ['-1', '1969-12-31T23:59:59Z'],
    ['2024-01-05 09:08:07', '2024-01-05T09:08:07Z'],
    ['2024-01-05T09:08:07.25', '2024-01-05T09:08:07.250Z'],
    ['2024-01-05', '2024-01-05T00:00:00Z'],
    ['03/04/2024', '2024-04-03T00:00:00Z'],
    ['03/25/2024', '2024-03-25T00:00:00Z'],
    ['5.1.2024', '2024-01-05T00:00:00Z'],
    ['2024/01/05', '2024-01-05T00:00:00Z'],
    ['05-01-2024', '2024-01-05T00:00:00Z'],
    ['12-31-2024', '2024-12-31T00:00:00Z'],
  ])('%s', async (input, expected) => {
    expect((await parse(input)).result).toBe(expected);
  });

  it.each([
    ['5 January 24, 3:04 pm', '%d %B %y, %I:%M %p', '2024-01-05T15:04:00Z'],
    ['2024-01-05 10:00:00 +0200', '%F %T %z', '2024-01-05T10:00:00Z'],
    ['Friday 2024-005', '%A %Y-%j', '2024-01-05T00:00:00Z'],
    ['2024-W01-5', '%G-W%V-%u', '2024-01-05T00:00:00Z'],
    ['@12', '@%s', '1970-01-01T00:00:12Z'],
    ['70', '%y', null],
    ['1/2/70', '%d/%m/%y', '1970-02-01T00:00:00Z'],
    ['2024-01-05 10', '%F %H', '2024-01-05T00:00:00Z'],
    ['2024-01-05 10:00:00.123', '%F %T.%3f', '2024-01-05T10:00:00.123Z'],
    ['2024-01-05 10:00:00.5', '%F %T%.f', '2024-01-05T10:00:00.500Z'],
    ['Monday 2024-01-05', '%A %F', null],
    ['2024-02-30', '%F', null],
    ['2024-01-05 25:00', '%F %R', null],
    ['13:00 PM 2024-01-05', '%I:%M %p %F', null],
    ['2024-01-05x', '%F', null],
  ])('%s as %s', async (input, form, expected) => {
    expect((await parse(input, form)).result).toBe(expected);
  });

  it.each([
    ['soon', ''],
    ['', ''],
    ['99999999999999', ''],
    ['x'.repeat(100_000), ''],
    ['1', '%Q'],
    ['1', '%U'],
  ])('%.20j as %j fails', async (input, form) => {
    expect((await parse(input, form)).status).toBe('failed');
  });

  it('says what it could not read', async () => {
    expect((await parse('soon')).error).toContain("Failed to parse DateTime from input: 'soon'");
  });
});
