import { describe, expect, it } from '@jest/globals';
import { Float, type LogLevelName, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

const say = (type: string, message: Value, toast = false) =>
  board()
    .node('start', 'events_simple')
    .node('say', type, { message, toast })
    .wire('start.exec_out', 'say.exec_in');

describe.each<[string, LogLevelName, string]>([
  ['log_info', 'Info', 'info'],
  ['log_warning', 'Warn', 'warning'],
  ['log_error', 'Error', 'error'],
])('%s', (type, level, toastLevel) => {
  it(`writes a line of level ${level} and does not fail the run`, async () => {
    const { logs, logLevel, status } = await run(say(type, 'text'), { logLevel: 'Info' });
    expect(logs).toMatchObject([{ level, message: 'text', nodeId: 'say' }]);
    expect(logLevel).toBe(level);
    expect(status).toBe('completed');
  });

  it('writes any other value as JSON', async () => {
    const value = { a: [1, new Float(2), null] };
    const { logs } = await run(say(type, value), { logLevel: 'Info' });
    expect(logs[0]?.message).toBe('{"a":[1,2.0,null]}');
  });

  it('also shows it on the screen when asked', async () => {
    const host = new RecordingHost();
    await run(say(type, 'text', true), { host });
    expect(host.events).toMatchObject([
      { type: 'toast', payload: { message: 'text', level: toastLevel } },
    ]);
  });
});
