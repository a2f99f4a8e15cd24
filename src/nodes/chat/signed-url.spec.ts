import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

it('events_chat_attachment_from_signed_url: the address is the attachment', async () => {
  const inputs = { signed_url: 'https://x' };
  const { result } = await runNode('events_chat_attachment_from_signed_url', inputs, 'attachment');
  expect(result).toBe('https://x');
});

const TO = 'events_chat_attachment_to_signed_url';

it.each<[Value, string, boolean]>([
  ['https://x', 'https://x', true],
  ['', '', true],
  [{ url: 'https://x' }, '', false],
])(`${TO} of %j is %j`, async (attachment, address, success) => {
  expect((await runNode(TO, { attachment }, 'signed_url')).result).toBe(address);
  expect((await runNode(TO, { attachment }, 'success')).result).toBe(success);
});

it(`${TO} refuses what is no attachment`, async () => {
  expect((await runNode(TO, { attachment: [] }, 'success')).error).toContain(
    "Pin 'attachment' must be an object",
  );
});
