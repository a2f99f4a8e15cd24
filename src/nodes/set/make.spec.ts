import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it('make_set gives an empty set', async () => {
  expect((await runNode('make_set', {}, 'set_out')).result).toEqual([]);
});
