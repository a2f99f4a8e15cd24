import { expect, it } from '@jest/globals';
import { type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

async function payloadOf(type: string, inputs: Readonly<Record<string, Value>>) {
  const host = new RecordingHost();
  const built = board()
    .node('start', 'events_simple')
    .node('node', type, inputs)
    .wire('start.exec_out', 'node.exec_in');
  await run(built, { host });
  return host.events[0]?.payload;
}

it.each([
  [40, { progress: 40 }],
  [140, { progress: 100 }],
  [-1, {}],
])('log_progress sends %d percent as %j', async (progress, expected) => {
  expect(await payloadOf('log_progress', { message: 'half', progress })).toEqual({
    id: 'progress-1',
    message: 'half',
    done: false,
    success: false,
    ...expected,
  });
});

it('log_progress_done closes the bar', async () => {
  expect(await payloadOf('log_progress_done', { id: 'x', success: false })).toEqual({
    id: 'x',
    message: 'Done!',
    done: true,
    success: false,
  });
});
