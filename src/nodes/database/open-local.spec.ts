import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it('open_local_db hands out a reference to the named database', async () => {
  const { result } = await runNode('open_local_db', { name: 'Employees' }, 'database');
  expect(result).toEqual({ cache_key: 'db_Employees' });
});
