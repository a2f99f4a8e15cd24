import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it.each([
  ['', ''],
  ['AZaz09-_.~', 'AZaz09-_.~'],
  ["a b+c/d?e=f&g!'()*", 'a%20b%2Bc%2Fd%3Fe%3Df%26g%21%27%28%29%2A'],
  ['\ufeffä😀', '%EF%BB%BF%C3%A4%F0%9F%98%80'],
  ['\ud800', '%EF%BF%BD'],
  ['%41', '%2541'],
])('a2ui_url_encode of %j is %j', async (input, encoded) => {
  expect((await runNode('a2ui_url_encode', { input }, 'encoded')).result).toBe(encoded);
});
