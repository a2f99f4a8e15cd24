import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it('make_map gives an empty map', async () => {
  expect((await runNode('make_map', {}, 'map_out')).result).toEqual({});
});
