import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Record<string, Value>]>([[{}], [{ array_in: [1] }], [{ array_in: 'no array' }]])(
  'array_clear does not look at %j',
  async (inputs) => {
    expect((await runNode('array_clear', inputs, 'array_out')).result).toEqual([]);
  },
);
