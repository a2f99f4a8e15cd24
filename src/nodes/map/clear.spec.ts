import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Record<string, Value>]>([[{}], [{ map_in: { a: 1 } }], [{ map_in: 'no map' }]])(
  'map_clear does not look at %j',
  async (inputs) => {
    expect((await runNode('map_clear', inputs, 'map_out')).result).toEqual({});
  },
);
