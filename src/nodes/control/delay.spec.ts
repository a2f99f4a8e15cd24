import { describe, expect, it } from '@jest/globals';
import { Float, RunStopped, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, messages, run } from '../testing.js';

const wait = (time: Value) =>
  board()
    .node('start', 'events_simple')
    .node('wait', 'delay', { time })
    .node('after', 'log_info', { message: 'after' })
    .wire('start.exec_out', 'wait.exec_in')
    .wire('wait.exec_out', 'after.exec_in');

describe('delay', () => {
  it.each([
    [1500, 1500],
    [new Float(20), 20],
    [2.9, 2],
    [-5, 0],
  ])('waits %p as %d ms, then goes on', async (time, expected) => {
    const host = new RecordingHost();
    const result = await run(wait(time), { host });
    expect(host.clock.now()).toBe(expected);
    expect(messages(result, 'Info')).toEqual(['after']);
  });

  it('is interrupted by a cancel and nothing follows', async () => {
    const stop = new AbortController();
    const host = new RecordingHost();
    host.clock.sleep = async (_ms, signal) => {
      stop.abort(new RunStopped('cancelled', 'Cancelled'));
      signal.throwIfAborted();
    };
    const result = await run(wait(1000), { host, signal: stop.signal });
    expect(result).toMatchObject({ status: 'cancelled', error: 'Cancelled' });
    expect(messages(result, 'Info')).toEqual([]);
  });
});
