import { describe, expect, it } from '@jest/globals';
import { preferredWaitMs } from './preferences.js';

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
