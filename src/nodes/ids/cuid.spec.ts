import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it('cuid gives the id the host makes', async () => {
  expect((await runNode('cuid', {}, 'cuid')).result).toBe('id-1');
});
