import { expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { toDate } from './date.js';

it.each<[Value, string | undefined]>([
  ['2024-02-29T12:30:45Z', '2024-02-29T12:30:45Z'],
  ['2024-02-29T12:30:45+02:00', '2024-02-29T10:30:45Z'],
  ['2024-01-01T00:00:00.5-01:30', '2024-01-01T01:30:00.500Z'],
  ['2024-01-01T00:00:00.123456Z', '2024-01-01T00:00:00.123456Z'],
  ['2024-01-01t00:00:00.1234567899z', '2024-01-01T00:00:00.123456789Z'],
  ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
  ['0000-01-01T00:00:00+01:00', undefined],
  ['2023-02-29T00:00:00Z', undefined],
  ['2024-01-01T24:00:00Z', undefined],
  ['2024-01-01T00:00:00', undefined],
  ['2024-01-01T00:00:00+24:00', undefined],
  ['2024-03-05', '2024-03-05T00:00:00Z'],
  ['2024-3-5', '2024-03-05T00:00:00Z'],
  ['2024-03-05 07:08:09', '2024-03-05T07:08:09Z'],
  ['05/03/2024', '2024-03-05T00:00:00Z'],
  ['03/25/2024', '2024-03-25T00:00:00Z'],
  ['31/02/2024', undefined],
  ['yesterday', undefined],
  ['', undefined],
  [0, '1970-01-01T00:00:00Z'],
  [-1, '1969-12-31T23:59:59Z'],
  [1_700_000_000, '2023-11-14T22:13:20Z'],
  [1_700_000_000.123, '2023-11-14T22:13:20.123Z'],
  [1_700_000_000_123, '2023-11-14T22:13:20.123Z'],
  [new Float(1_700_000_000_000), '2023-11-14T22:13:20Z'],
  [-0.0000001, '1970-01-01T00:00:00Z'],
  [946_684_800_000, undefined],
  [new Float(1e300), undefined],
  [2n ** 62n, undefined],
  [{ secs_since_epoch: 1, nanos_since_epoch: 5_000_000 }, '1970-01-01T00:00:01.005Z'],
  [{ secs_since_epoch: 1, nanos_since_epoch: 1e9 }, undefined],
  [{ secs_since_epoch: 1.5, nanos_since_epoch: 0 }, undefined],
  [{ secs_since_epoch: '1', nanos_since_epoch: 0 }, undefined],
  [null, undefined],
  [true, undefined],
  [[1], undefined],
])('the date of %p is %p', (value, expected) => {
  expect(toDate(value)).toBe(expected);
});
