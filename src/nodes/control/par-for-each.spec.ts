import { describe, expect, it } from '@jest/globals';
import { RunStopped, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, messages, run } from '../testing.js';

/** Every item waits as many milliseconds as it says, then is logged with its index. */
const loop = (array: Value, maxConcurrent: Value = 30) =>
  board()
    .node('start', 'events_simple')
    .node('each', 'control_par_for_each', { array, max_concurrent: maxConcurrent })
    .node('wait', 'delay')
    .node('text', 'string_format', { format_string: '{index}: {value}' })
    .pin('text.index', 'Input', 'Generic')
    .pin('text.value', 'Input', 'Generic')
    .node('item', 'log_info')
    .node('done', 'log_info', { message: 'done' })
    .wire('start.exec_out', 'each.exec_in')
    .wire('each.exec_out', 'wait.exec_in')
    .wire('each.value', 'wait.time')
    .wire('wait.exec_out', 'item.exec_in')
    .wire('each.index', 'text.index')
    .wire('each.value', 'text.value')
    .wire('text.formatted_string', 'item.message')
    .wire('each.done', 'done.exec_in');
const timed = async (built: ReturnType<typeof loop>) => {
  const { logs } = await run(built, { logLevel: 'Info' });
  return logs.map(({ message, time }) => `${message} @${time}`);
};

describe('control_par_for_each', () => {
  it('keeps to the most branches a run may have, also when told to run all at once', async () => {
    const host = new RecordingHost();
    const { sleep } = host.clock;
    let most = 0;
    host.clock.sleep = (ms, signal) => {
      most = Math.max(most, host.sleeping + 1);
      return sleep(ms, signal);
    };
    const items = Array.from({ length: 600 }, () => 5);
    const { status } = await run(loop(items, 0), { host, logLevel: 'Fatal' });
    expect({ status, most }).toEqual({ status: 'completed', most: 256 });
  });

  it('counts what its branches hold towards the memory of the run', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('each', 'control_par_for_each', {
        array: Array.from({ length: 200 }, (_, n) => n),
        max_concurrent: 0,
      })
      .node('text', 'string_format', { format_string: `{value}${'x'.repeat(1_000_000)}` })
      .pin('text.value', 'Input', 'Generic')
      .node('item', 'log_info')
      .node('wait', 'delay', { time: 1 })
      .wire('start.exec_out', 'each.exec_in')
      .wire('each.exec_out', 'item.exec_in')
      .wire('each.value', 'text.value')
      .wire('text.formatted_string', 'item.message')
      .wire('item.exec_out', 'wait.exec_in');
    const { error } = await run(built, { logLevel: 'Fatal' });
    expect(error).toBe('The run holds more than 268435456 bytes of values');
  });

  it('runs its items side by side, each with a value and an index of its own', async () => {
    expect(await timed(loop([30, 10, 20]))).toEqual([
      '1: 10 @10',
      '2: 20 @20',
      '0: 30 @30',
      'done @30',
    ]);
  });

  it.each([
    [1, 60],
    [2, 30],
    [3, 30],
    [0, 30],
    [-1, 30],
  ])('has at most %d under way (0 or less: all)', async (limit, end) => {
    const lines = await timed(loop([30, 10, 20], limit));
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toBe(`done @${end}`);
  });

  it('starts the next item when one is through', async () => {
    expect(await timed(loop([30, 10, 10, 20], 2))).toEqual([
      '1: 10 @10',
      '2: 10 @20',
      '0: 30 @30',
      '3: 20 @40',
      'done @40',
    ]);
  });

  it('only goes on for an empty array', async () => {
    expect(await timed(loop([]))).toEqual(['done @0']);
  });

  it.each([
    ['array', null],
    ['max_concurrent', '2'],
  ])('fails on a wrong %s', async (name, value) => {
    const { error } = await run(loop([1]).default(`each.${name}`, value));
    expect(error).toContain(`Pin '${name}' holds`);
  });

  it('leaves null and 0 behind, and gives null where the item is null', async () => {
    const built = loop([5]).wire('done.exec_out', 'item.exec_in');
    expect((await timed(built)).at(-1)).toBe('0: null @5');
    const items = loop([null]).wire('each.exec_out', 'item.exec_in');
    expect(await timed(items)).toContain('0: null @0');
  });

  it('logs the items that fail, and the others go on', async () => {
    const result = await run(loop([10, 'no number', 10, null]));
    expect(messages(result, 'Info')).toEqual(['0: 10', '2: 10', 'done']);
    const errors = messages(result, 'Error').filter((line) => line.startsWith('Error:'));
    expect(errors).toEqual([
      'Error: ExecutionFailed("wait") in iteration 1',
      'Error: ExecutionFailed("wait") in iteration 3',
    ]);
    expect(result.status).toBe('failed');
  });

  it('keeps apart what the nodes of the body write, however they wait', async () => {
    const built = loop([10, 10, 10])
      .node('set', 'variable_set', { var_ref: 'last' })
      .variable('last', null)
      .node('again', 'delay', { time: 10 })
      .node('echo', 'log_warning')
      .wire('each.index', 'set.value_in')
      .wire('item.exec_out', 'set.exec_in')
      .wire('set.exec_out', 'again.exec_in')
      .wire('again.exec_out', 'echo.exec_in')
      .wire('set.value_ref', 'echo.message')
      .node('after', 'log_error')
      .wire('done.exec_out', 'after.exec_in')
      .wire('set.value_ref', 'after.message');
    const result = await run(built);
    expect(messages(result, 'Warn')).toEqual(['0', '1', '2']);
    // Outside, the last one to write counts.
    expect(messages(result, 'Error')).toEqual(['2']);
  });

  it('keeps apart a null that one item writes', async () => {
    const built = loop([null, 'x'])
      .node('set', 'variable_set', { var_ref: 'last' })
      .variable('last', 'before')
      .node('pause', 'delay', { time: 10 })
      .node('echo', 'log_warning')
      .wire('each.exec_out', 'set.exec_in')
      .wire('each.value', 'set.value_in')
      .wire('set.exec_out', 'pause.exec_in')
      .wire('pause.exec_out', 'echo.exec_in')
      .wire('set.value_ref', 'echo.message');
    expect(messages(await run(built), 'Warn')).toEqual(['null', 'x']);
  });

  it('loses nobody where one ends just when another one begins', async () => {
    const host = new RecordingHost();
    // Sleeps of so many microtasks, so that items meet between a node and its successor.
    host.clock.sleep = async (ms) => {
      for (let left = ms; left > 0; left--) await undefined;
    };
    const items = Array.from({ length: 30 }, (_, index) => index);
    const { signal } = new AbortController();
    const built = loop(items, 0)
      .node('limit', 'control_timeout')
      .node('in', 'delay', { time: 1 })
      .node('out', 'log_warning', { message: 'out' })
      .wire('item.exec_out', 'limit.exec_in')
      .wire('limit.exec_body', 'in.exec_in')
      .wire('limit.exec_completed', 'out.exec_in');
    expect(messages(await run(built, { host, signal }), 'Warn')).toHaveLength(30);
  });

  it('runs within itself, each level with its own values', async () => {
    const built = loop([2, 1])
      .node('inner', 'control_par_for_each', { array: ['x', 'y'] })
      .node('pause', 'delay', { time: 5 })
      .node('pair', 'string_format', { format_string: '{outer}{inner}' })
      .pin('pair.outer', 'Input', 'Generic')
      .pin('pair.inner', 'Input', 'Generic')
      .node('both', 'log_warning')
      .wire('item.exec_out', 'inner.exec_in')
      .wire('inner.exec_out', 'pause.exec_in')
      .wire('pause.exec_out', 'both.exec_in')
      .wire('each.value', 'pair.outer')
      .wire('inner.value', 'pair.inner')
      .wire('pair.formatted_string', 'both.message');
    expect(messages(await run(built), 'Warn').sort()).toEqual(['1x', '1y', '2x', '2y']);
  });

  it('may hold an ordinary loop that waits', async () => {
    const built = loop([3, 3])
      .node('inner', 'control_for_each', { array: ['x', 'y'] })
      .node('pause', 'delay', { time: 5 })
      .node('seen', 'log_warning')
      .wire('item.exec_out', 'inner.exec_in')
      .wire('inner.exec_out', 'pause.exec_in')
      .wire('pause.exec_out', 'seen.exec_in')
      .wire('inner.value', 'seen.message');
    expect(messages(await run(built), 'Warn').sort()).toEqual(['x', 'x', 'y', 'y']);
  });

  it('ends with the run, whoever of its items still waits', async () => {
    const stop = new AbortController();
    const host = new RecordingHost();
    const built = loop([10, 1000, 10]).node('last', 'log_error', { message: 'last' });
    host.emit = () => stop.abort(new RunStopped('cancelled', 'Cancelled'));
    built.node('tell', 'events_generic_return_result', { response: 1 });
    built.wire('item.exec_out', 'tell.exec_in').wire('done.exec_out', 'last.exec_in');
    const result = await run(built, { host, signal: stop.signal, logLevel: 'Info' });
    expect(result).toMatchObject({ status: 'cancelled', error: 'Cancelled' });
    expect(host.clock.now()).toBe(10);
    expect(messages(result, 'Info', 'Error')).not.toContain('done');
  });

  it('leaves nothing unobserved and nothing running when one item ends the run', async () => {
    const unobserved: unknown[] = [];
    const note = (reason: unknown) => unobserved.push(reason);
    process.on('unhandledRejection', note);
    const host = new RecordingHost();
    // The first item waits without listening to anybody; the second calls the loop for ever.
    const sleep = host.clock.sleep;
    host.clock.sleep = (ms) => sleep(ms, new AbortController().signal);
    const built = board()
      .node('start', 'events_simple')
      .node('each', 'control_par_for_each', { array: [true, false] })
      .node('which', 'control_branch')
      .node('wait', 'delay', { time: 10 })
      .node('late', 'events_generic_return_result', { response: 'late' })
      .wire('start.exec_out', 'each.exec_in')
      .wire('each.exec_out', 'which.exec_in')
      .wire('each.value', 'which.condition')
      .wire('which.true', 'wait.exec_in')
      .wire('wait.exec_out', 'late.exec_in')
      .wire('which.false', 'each.exec_in');
    const { status, error } = await run(built, { host });
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect({ status, error }).toEqual({
      status: 'failed',
      error: 'Sub-runs are nested deeper than 200 levels',
    });
    expect(unobserved).toEqual([]);
    expect(host.events).toEqual([]);
  });
});
