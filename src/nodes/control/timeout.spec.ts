import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Float, RunStopped, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, messages, run } from '../testing.js';

/** The branch waits, then logs `in`. */
const limited = (time: Value, timeoutMs: Value = 50) =>
  board()
    .node('start', 'events_simple')
    .node('limit', 'control_timeout', { timeout_ms: timeoutMs })
    .node('wait', 'delay', { time })
    .node('in', 'log_info', { message: 'in' })
    .node('ok', 'log_info', { message: 'completed' })
    .node('late', 'log_info', { message: 'timed out' })
    .wire('start.exec_out', 'limit.exec_in')
    .wire('limit.exec_body', 'wait.exec_in')
    .wire('wait.exec_out', 'in.exec_in')
    .wire('limit.exec_completed', 'ok.exec_in')
    .wire('limit.exec_timed_out', 'late.exec_in');
/** Time that goes on after the run comes from a timer that was left behind. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 10));
/** A host on which sleeps of that many milliseconds listen to nobody. */
const deafHost = (deaf: number) => {
  const host = new RecordingHost();
  const { sleep } = host.clock;
  host.clock.sleep = (ms, signal) => sleep(ms, ms === deaf ? new AbortController().signal : signal);
  return host;
};

describe('control_timeout', () => {
  it('goes on by Completed when its branch ends in time', async () => {
    const host = new RecordingHost();
    const { signal } = new AbortController();
    const result = await run(limited(40), { host, signal });
    expect(messages(result, 'Info', 'Warn')).toEqual(['in', 'completed']);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await settled();
    expect(host.clock.now()).toBe(40);
  });

  it.each([
    [50, 50],
    [new Float(50.9), 50],
    [-3, 0],
    [0, 0],
  ])('ends its branch after %p ms', async (timeoutMs, end) => {
    const host = new RecordingHost();
    const result = await run(limited(1000, timeoutMs), { host });
    expect(messages(result, 'Info', 'Warn')).toEqual([
      `Execution timed out after ${end} ms`,
      'timed out',
    ]);
    expect(host.clock.now()).toBe(end);
    expect(result).toMatchObject({ status: 'completed', error: null });
  });

  it('goes on by Completed when nothing waits, whatever the limit, or nothing is wired', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('limit', 'control_timeout', { timeout_ms: 0 })
      .node('body', 'log_info', { message: 'body' })
      .node('ok', 'log_info', { message: 'completed' })
      .wire('start.exec_out', 'limit.exec_in')
      .wire('limit.exec_completed', 'ok.exec_in');
    expect(messages(await run(built), 'Info')).toEqual(['completed']);
    built.wire('limit.exec_body', 'body.exec_in');
    expect(messages(await run(built), 'Info')).toEqual(['body', 'completed']);
  });

  it('logs a branch that fails and goes on by Completed', async () => {
    const result = await run(limited('no number'));
    expect(messages(result, 'Info')).toEqual(['completed']);
    expect(messages(result, 'Error')).toContain('Error: ExecutionFailed("wait")');
    expect(result.status).toBe('failed');
  });

  it('fails on a limit that is no number', async () => {
    expect((await run(limited(1, '50'))).error).toContain("Pin 'timeout_ms' holds a string");
  });

  it.each(['control_for_each', 'control_par_for_each'])('ends a %s within', async (type) => {
    const built = limited(0)
      .node('each', type, { array: [1, 2, 3] })
      .node('pause', 'delay', { time: 30 })
      .node('item', 'log_info')
      .node('slow', 'delay', { time: 30 })
      .node('never', 'log_error', { message: 'never' })
      .wire('in.exec_out', 'each.exec_in')
      .wire('each.exec_out', 'pause.exec_in')
      .wire('pause.exec_out', 'item.exec_in')
      .wire('each.value', 'item.message')
      .wire('item.exec_out', 'slow.exec_in')
      .wire('slow.exec_out', 'never.exec_in')
      .wire('each.done', 'never.exec_in');
    const result = await run(built);
    const items = type === 'control_for_each' ? ['1'] : ['1', '2', '3'];
    expect(messages(result, 'Info')).toEqual(['in', ...items, 'timed out']);
    expect(messages(result, 'Error')).toEqual([]);
  });

  it('waits 50 ms for a node that does not listen, then goes on without it', async () => {
    const built = limited(1000)
      .node('long', 'delay', { time: 2000 })
      .node('end', 'log_info', { message: 'end' })
      .wire('late.exec_out', 'long.exec_in')
      .wire('long.exec_out', 'end.exec_in');
    const { logs, status } = await run(built, { host: deafHost(1000), logLevel: 'Info' });
    const lines = logs.map(({ nodeId, message, time }) => `${nodeId}: ${message} @${time}`);
    expect(lines).toEqual([
      'limit: Execution timed out after 50 ms @100',
      'wait: Execution cancelled after node completed @1000',
      'late: timed out @100',
      'end: end @2100',
    ]);
    expect(status).toBe('completed');
  });

  it('takes what such a node does in these 50 ms for too late as well', async () => {
    const result = await run(limited(70), { host: deafHost(70) });
    expect(messages(result, 'Info')).toEqual(['timed out']);
    expect(messages(result, 'Warn')).toContain('Execution cancelled after node completed');
  });

  it.each(['with', 'without'])('ends a branch that only computes, %s a body', async (body) => {
    const host = new RecordingHost();
    let now = 0;
    host.clock.now = () => ++now;
    let breaths = 0;
    // Not before the branch computes: this host takes a pause for a moment when everybody sleeps.
    host.breathe = () =>
      ++breaths < 10 ? undefined : new Promise((resolve) => setImmediate(resolve));
    const built = limited(0)
      .node('while', 'control_while_loop', { condition: true, max_iter: 1e12 })
      .node('round', 'control_branch')
      .wire('in.exec_out', 'while.exec_in');
    if (body === 'with') built.wire('while.exec_out', 'round.exec_in');
    const result = await run(built, { host });
    expect(messages(result, 'Info')).toEqual(['in', 'timed out']);
    expect(messages(result, 'Warn')).toContain('Execution timed out after 50 ms');
    // Nor does it go on behind the run's back.
    const sofar = breaths;
    await settled();
    expect(breaths).toBe(sofar);
  });

  it('does not start a node of a branch that was ended while others went first', async () => {
    const host = new RecordingHost();
    let now = 0;
    host.clock.now = () => ++now;
    host.breathe = () => new Promise((resolve) => setImmediate(resolve));
    const built = limited(0).node('each', 'control_for_each', {
      array: Array.from({ length: 20_000 }, () => 0),
    });
    built.node('round', 'control_branch').wire('in.exec_out', 'each.exec_in');
    const result = await run(built.wire('each.exec_out', 'round.exec_in'), { host });
    expect(messages(result, 'Warn')).toEqual([
      'Execution timed out after 50 ms',
      'Execution cancelled before node started',
    ]);
  });

  it('runs within another one; each ends its own branch', async () => {
    const nested = (inner: number) =>
      limited(0, 50)
        .node('inner', 'control_timeout', { timeout_ms: inner })
        .node('long', 'delay', { time: 1000 })
        .node('innerLate', 'log_error', { message: 'inner timed out' })
        .wire('in.exec_out', 'inner.exec_in')
        .wire('inner.exec_body', 'long.exec_in')
        .wire('inner.exec_timed_out', 'innerLate.exec_in');
    expect(messages(await run(nested(20)), 'Info', 'Error')).toEqual([
      'in',
      'inner timed out',
      'completed',
    ]);
    const host = new RecordingHost();
    const outer = await run(nested(500), { host });
    expect(messages(outer, 'Info', 'Error')).toEqual(['in', 'timed out']);
    await settled();
    expect(host.clock.now()).toBe(50);
  });

  it('does not take a run that has to end for a branch that ended', async () => {
    const built = limited(0).wire('in.exec_out', 'limit.exec_in');
    expect(await run(built)).toMatchObject({
      status: 'failed',
      error: 'Sub-runs are nested deeper than 200 levels',
    });
  });

  it('ends with the run, which is then not a timeout of its own', async () => {
    const stop = new AbortController();
    const host = new RecordingHost();
    const built = limited(1000).node('tell', 'events_generic_return_result', { response: 1 });
    host.emit = () => stop.abort(new RunStopped('cancelled', 'Cancelled'));
    built.node('soon', 'delay', { time: 10 }).wire('start.exec_out', 'soon.exec_in');
    const result = await run(built.wire('start.exec_out', 'tell.exec_in'), {
      host,
      signal: stop.signal,
    });
    expect(result).toMatchObject({ status: 'cancelled', error: 'Cancelled' });
    expect(messages(result, 'Info', 'Warn')).toEqual([]);
  });

  it('tells that a node it ended no longer runs', async () => {
    const host = new RecordingHost();
    await run(limited(1000), { host, tellNodes: true });
    const told = host.events.map(({ payload }) => payload as Record<string, Value>);
    const ofWait = told.filter(({ nodeIds }) => (nodeIds as Value[])[0] === 'wait');
    expect(ofWait.map(({ method }) => method)).toEqual(['add', 'remove']);
  });

  it('tells of no failure of a node that was ended', async () => {
    const built = limited(1000)
      .pin('wait.auto_handle_error', 'Output', 'Execution')
      .node('caught', 'log_info', { message: 'caught' })
      .wire('wait.auto_handle_error', 'caught.exec_in');
    const host = new RecordingHost();
    const { sleep } = host.clock;
    // As nodes do that word an abort in their own way.
    host.clock.sleep = (ms, signal) =>
      sleep(ms, signal).catch(() => Promise.reject(new Error('connection closed')));
    const result = await run(built, { host });
    expect(messages(result, 'Info', 'Error')).toEqual(['timed out']);
    expect(result.status).toBe('completed');
  });
});
