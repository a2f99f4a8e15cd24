import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it.each([
  [{}, true],
  [{ boolean: false }, true],
  [{ boolean: true }, false],
])('bool_not of %j is %p', async (inputs, expected) => {
  expect((await runNode('bool_not', inputs, 'result')).result).toBe(expected);
});
