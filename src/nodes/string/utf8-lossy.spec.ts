import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('utf8_lossy', () => {
  it.each([
    [[195, 169], 'é'],
    [[255, 97], '\ufffda'],
    [[], ''],
    [[239, 187, 191], '\ufeff'],
  ])('%j is %j', async (bytes, expected) => {
    expect((await runNode('utf8_lossy', { bytes }, 'string')).result).toBe(expected);
  });
  it('refuses what is no byte', async () => {
    expect((await runNode('utf8_lossy', { bytes: [256] }, 'string')).error).toContain('0 to 255');
  });
});
