import { describe, expect, it } from '@jest/globals';
import { isSampled, printTraceparent, readTraceparent, traceparentOf } from './traceparent.js';

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

  it.each([good, good.replace(/01$/, 'a3')])('%s is read and printed again', (text) => {
    expect(printTraceparent(readTraceparent(text)!)).toBe(text);
  });

  it('says whether its spans are kept', () => {
    expect(isSampled(good)).toBe(true);
    expect(isSampled(good.replace(/01$/, 'a2'))).toBe(false);
    expect(isSampled(null)).toBe(false);
  });
});
