import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it('make_array gives an empty array', async () => {
  expect((await runNode('make_array', {}, 'array_out')).result).toEqual([]);
});
