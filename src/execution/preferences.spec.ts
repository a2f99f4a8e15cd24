import { describe, expect, it } from '@jest/globals';
import { preferredWaitMs, traceparentOf } from './preferences.js';

describe('the header Prefer', () => {
  it.each([
    ['wait=5', 5000],
    ['respond-async, wait=10', 10_000],
    ['wait="3"; foo', 3000],
    [['return=minimal', 'Wait = 0'], 0],
  ])('%j waits', (header, ms) => expect(preferredWaitMs(header)).toBe(ms));

  it.each([undefined, '', 'wait', 'wait=-1', 'wait=x', 'await=5', 'wait=12345678'])(
    '%j says nothing',
    (header) => expect(preferredWaitMs(header)).toBeUndefined(),
  );
});

describe('the header traceparent', () => {
  const good = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  it('is taken as it is', () => expect(traceparentOf(good)).toBe(good));

  it.each([
    undefined,
    'x',
    good.toUpperCase(),
    good.replace('00-', 'ff-'),
    good.replace('0af7651916cd43dd8448eb211c80319c', '0'.repeat(32)),
    good.replace('b7ad6b7169203331', '0'.repeat(16)),
    `${good}\n`,
    [good, good],
  ])('%j is none', (header) => expect(traceparentOf(header)).toBeUndefined());
});
