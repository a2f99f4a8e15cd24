import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

const FILE = { url: 'https://x/y.pdf', name: 'y', size: null };

async function pushed(type: string, inputs: Readonly<Record<string, Value>>) {
  const host = new RecordingHost();
  const built = board()
    .node('start', 'events_simple')
    .node('push', type, inputs)
    .wire('start.exec_out', 'push.exec_in');
  const { error } = await run(built, { host });
  return { error, events: host.events.map(({ type: name, payload }) => [name, payload]) };
}
const part = (attachments: Value) => ({ chunk: null, actions: [], attachments, plan: null });

describe('events_chat_push_attachment', () => {
  it.each<[Value]>([['https://x/y.pdf'], [FILE]])(
    'sends %j, and has it in the end',
    async (file) => {
      const { events } = await pushed('events_chat_push_attachment', { attachment: file });
      expect(events).toEqual([
        ['chat_stream_partial', part([file])],
        ['chat_out', expect.objectContaining({ attachments: [file] })],
      ]);
    },
  );

  it.each<[Value, string]>([
    [5, "Pin 'attachment' must be an object"],
    [{ name: 'y' }, "Pin 'attachment'.url is missing"],
    [{ url: 'x', page: 1.5 }, "Pin 'attachment'.page must be an integer"],
  ])('refuses %j', async (attachment, text) => {
    const { error, events } = await pushed('events_chat_push_attachment', { attachment });
    expect(error).toContain(text);
    expect(events).toEqual([]);
  });
});

describe('events_chat_push_attachments', () => {
  it.each<[Value]>([[[]], [['a', FILE]]])('sends %j at once', async (attachments) => {
    const { events } = await pushed('events_chat_push_attachments', { attachments });
    expect(events[0]).toEqual(['chat_stream_partial', part(attachments)]);
    expect(events[1]).toMatchObject(['chat_out', { attachments }]);
  });

  it('refuses a list with anything else', async () => {
    const { error } = await pushed('events_chat_push_attachments', { attachments: ['a', null] });
    expect(error).toContain("Pin 'attachments[1]' must be an object");
  });
});
