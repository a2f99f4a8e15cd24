import { describe, expect, it } from '@jest/globals';
import { RunStopped, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, messages, run } from '../testing.js';

const loop = (array: Value) =>
  board()
    .node('start', 'events_simple')
    .node('each', 'control_for_each', { array })
    .node('item', 'log_info')
    .node('done', 'log_warning', { message: 'done' })
    .wire('start.exec_out', 'each.exec_in')
    .wire('each.exec_out', 'item.exec_in')
    .wire('each.value', 'item.message')
    .wire('each.done', 'done.exec_in');

describe('control_for_each', () => {
  it('runs its body once for every item, in order, then goes on', async () => {
    const { logs } = await run(loop(['a', 2, null]), { logLevel: 'Info' });
    expect(logs.map(({ message }) => message)).toEqual(['a', '2', 'null', 'done']);
  });

  it('can be stopped also while nothing is wired to its body', async () => {
    const stop = new AbortController();
    const host = new RecordingHost();
    host.breathe = async () => stop.abort(new RunStopped('cancelled', 'Cancelled'));
    const built = board()
      .node('start', 'events_simple')
      .node('each', 'control_for_each', { array: Array.from({ length: 1000 }, () => 0) })
      .wire('start.exec_out', 'each.exec_in');
    expect((await run(built, { host, signal: stop.signal })).status).toBe('cancelled');
  });

  it('only goes on for an empty array', async () => {
    const { logs } = await run(loop([]), { logLevel: 'Info' });
    expect(logs.map(({ message }) => message)).toEqual(['done']);
  });

  it.each([null, { a: 1 }, 'abc'])('fails on %j', async (array) => {
    const { status, error } = await run(loop(array));
    expect(status).toBe('failed');
    expect(error).toContain("Pin 'array' holds");
  });

  it('logs an item that fails and goes on with the next', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('each', 'control_for_each', { array: [true, 'no boolean', false] })
      .node('branch', 'control_branch')
      .node('yes', 'log_info', { message: 'yes' })
      .node('no', 'log_info', { message: 'no' })
      .wire('start.exec_out', 'each.exec_in')
      .wire('each.exec_out', 'branch.exec_in')
      .wire('each.value', 'branch.condition')
      .wire('branch.true', 'yes.exec_in')
      .wire('branch.false', 'no.exec_in');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['yes', 'no']);
    expect(messages(result, 'Error')).toContain('Error: ExecutionFailed("branch") in iteration 1');
    expect(result.status).toBe('failed');
  });

  it('numbers its iterations and waits for each', async () => {
    const built = loop(['x', 'y'])
      .node('wait', 'delay', { time: 10 })
      .node('number', 'log_info')
      .wire('item.exec_out', 'wait.exec_in')
      .wire('wait.exec_out', 'number.exec_in')
      .wire('each.index', 'number.message');
    const { logs } = await run(built, { logLevel: 'Info' });
    expect(logs.map(({ message }) => message)).toEqual(['x', '0', 'y', '1', 'done']);
  });
});
