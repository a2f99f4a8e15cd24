import { describe, expect, it } from '@jest/globals';
import { type BoardJson, NodeRegistry, runUpdateHooks, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { allNodes } from '../index.js';
import { board, messages, run } from '../testing.js';

const notifying = (type: string, inputs: Readonly<Record<string, Value>>) =>
  board()
    .node('start', 'events_simple')
    .node('note', type, inputs)
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'note.exec_in')
    .wire('note.exec_out', 'end.exec_in')
    .wire('note.success', 'end.response');

describe('notify_user', () => {
  it('sends what it is given, without what is empty', async () => {
    const host = new RecordingHost().takeNotifications();
    const inputs = { title: 'Done', link: '/x', show_desktop: false };
    const result = await run(notifying('notify_user', inputs), { host });
    expect(result.result).toBe(true);
    expect(host.sent).toEqual([{ title: 'Done', link: '/x', nodeId: 'note' }]);
    expect(host.events[0]).toMatchObject({
      type: 'flow_notification',
      payload: { title: 'Done', link: '/x', show_desktop: false, source_node_id: 'note' },
    });
    expect(Object.keys(host.events[0]!.payload as object)).toHaveLength(4);
    expect(messages(result, 'Info')).toEqual(['Notified: Done']);
  });

  it('fails where nobody can be notified', async () => {
    expect((await run(notifying('notify_user', {}))).error).toContain(
      'There are no notifications where this board runs',
    );
  });
});

describe('notify_project_user', () => {
  it('sends it to the person', async () => {
    const host = new RecordingHost().takeNotifications();
    const inputs = { user_sub: 'u', description: 'd', icon: 'i' };
    expect((await run(notifying('notify_project_user', inputs), { host })).result).toBe(true);
    const words = { title: 'Notification', description: 'd', icon: 'i' };
    expect(host.sent).toEqual([{ ...words, targetUserSub: 'u', nodeId: 'note' }]);
    expect(host.events[0]!.payload).toMatchObject({
      ...words,
      target_user_sub: 'u',
      show_desktop: false,
    });
  });

  it('goes on without anybody to get it, and says so', async () => {
    const host = new RecordingHost().takeNotifications(() => false);
    const result = await run(notifying('notify_project_user', { user_sub: 'x' }), { host });
    expect(result.result).toBe(false);
    expect(messages(result, 'Error')).toEqual(['There is nobody to get the notification']);
    expect(host.events).toHaveLength(1);
    const nameless = await run(notifying('notify_project_user', {}), { host });
    expect([nameless.status, nameless.result]).toEqual(['completed', false]);
    expect(messages(nameless, 'Error')).toEqual(['There is no user id to notify']);
    expect(host.sent).toHaveLength(1);
  });
});

it.each([
  ['notify_user', { title: '' }, 'Say what the notification is about.'],
  ['notify_user', {}, null],
  ['notify_project_user', {}, 'Say who is to be notified.'],
  ['notify_project_user', { user_sub: 'u' }, null],
])('%s with %j shows its author %j', (type, inputs, error) => {
  const json = notifying(type, inputs as Record<string, Value>).json() as BoardJson;
  const after = runUpdateHooks(json, new NodeRegistry(allNodes), () => 'id');
  expect(after.nodes['note']!.error ?? null).toBe(error);
});
