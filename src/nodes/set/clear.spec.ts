import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it.each<[Record<string, Value>]>([[{}], [{ set_in: [1] }], [{ set_in: 'no set' }]])(
  'set_clear does not look at %j',
  async (inputs) => {
    expect((await runNode('set_clear', inputs, 'set_out')).result).toEqual([]);
  },
);
