import { expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

it.each([
  ['', '', true],
  ['a+b%20c', 'a+b c', true],
  ['%C3%A4%f0%9F%98%80', 'ä😀', true],
  ['%EF%BB%BFx', '\ufeffx', true],
  ['100%', '100%', true],
  ['%4', '%4', true],
  ['%zz%4G%%41', '%zz%4G%A', true],
  ['%2541', '%41', true],
  ['a%FFb', 'a%FFb', false],
  ['%C3', '%C3', false],
  ['%00', '\0', true],
])('a2ui_url_decode of %j is %j, success %p', async (input, decoded, success) => {
  expect((await runNode('a2ui_url_decode', { input }, 'decoded')).result).toBe(decoded);
  expect((await runNode('a2ui_url_decode', { input }, 'success')).result).toBe(success);
});
