import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

const KINDS = ['local', 'global'] as const;
const VALUES: [Value, Value][] = [
  [{ a: [1] }, { a: [1] }],
  ['no object', {}],
  [null, {}],
];

it.each(KINDS.flatMap((kind) => VALUES.map(([value, sent]) => [kind, value, sent] as const)))(
  'events_chat_push_%s_session of %j sends %j, which the answer does not hold',
  async (kind, value, sent) => {
    const host = new RecordingHost();
    const built = board()
      .node('start', 'events_simple')
      .node('push', `events_chat_push_${kind}_session`, { [`${kind}_session`]: value })
      .wire('start.exec_out', 'push.exec_in');
    expect((await run(built, { host })).status).toBe('completed');
    expect(host.events).toMatchObject([
      { type: `chat_${kind}_session`, payload: sent },
      { type: 'chat_out', payload: { local_session: null, global_session: null } },
    ]);
  },
);
