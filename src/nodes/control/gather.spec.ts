import { describe, expect, it } from '@jest/globals';
import { board, messages, run } from '../testing.js';

/** start → a, b; both lead to the gather, which leads to `sync`. */
const meeting = () =>
  board()
    .node('start', 'events_simple')
    .node('a', 'log_info', { message: 'a' })
    .node('b', 'log_info', { message: 'b' })
    .node('meet', 'control_gather')
    .node('sync', 'log_info', { message: 'sync' })
    .wire('start.exec_out', 'a.exec_in')
    .wire('start.exec_out', 'b.exec_in')
    .wire('a.exec_out', 'meet.exec_in')
    .wire('meet.exec_done', 'sync.exec_in');

describe('control_gather', () => {
  it('goes on once when branches arrive together', async () => {
    const built = meeting().wire('b.exec_out', 'meet.exec_in#2');
    expect(messages(await run(built), 'Info')).toEqual(['a', 'b', 'sync']);
  });

  it('waits for a branch that is longer', async () => {
    const built = meeting()
      .node('late', 'log_info', { message: 'late' })
      .wire('b.exec_out', 'late.exec_in')
      .wire('late.exec_out', 'meet.exec_in#2');
    expect(messages(await run(built), 'Info')).toEqual(['a', 'b', 'late', 'sync']);
  });

  it('counts as many inputs as the author gave it', async () => {
    const built = meeting()
      .pin('meet.exec_in', 'Input', 'Execution')
      .wire('b.exec_out', 'meet.exec_in#2');
    expect(messages(await run(built), 'Info')).toEqual(['a', 'b']);
    built.wire('start.exec_out', 'meet.exec_in#3');
    expect(messages(await run(built), 'Info')).toEqual(['a', 'b', 'sync']);
  });

  it('never goes on while an input has no wire', async () => {
    const { logs, status } = await run(meeting(), { logLevel: 'Info' });
    expect(logs.map(({ message }) => message)).toEqual(['a', 'b']);
    expect(status).toBe('completed');
  });

  it('does not take one input twice for two', async () => {
    const built = meeting().wire('b.exec_out', 'meet.exec_in').wire('a.exec_out', 'b.exec_in');
    expect(messages(await run(built), 'Info')).not.toContain('sync');
  });

  it('goes on again when all have arrived again, from the first round of a loop on', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('each', 'control_for_each', { array: [1, 2, 3] })
      .node('a', 'log_info', { message: 'a' })
      .node('b', 'log_info', { message: 'b' })
      .node('meet', 'control_gather')
      .node('sync', 'log_info')
      .wire('start.exec_out', 'each.exec_in')
      .wire('each.exec_out', 'a.exec_in')
      .wire('a.exec_out', 'meet.exec_in')
      .wire('a.exec_out', 'b.exec_in')
      .wire('b.exec_out', 'meet.exec_in#2')
      .wire('meet.exec_done', 'sync.exec_in')
      .wire('each.value', 'sync.message');
    const expected = ['a', 'b', '1', 'a', 'b', '2', 'a', 'b', '3'];
    expect(messages(await run(built), 'Info')).toEqual(expected);
  });

  it('forgets who had arrived once it has gone on', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('each', 'control_for_each', { array: [1, 2, 3] })
      .node('a', 'log_info')
      .node('first', 'control_do_once')
      .node('meet', 'control_gather')
      .node('sync', 'log_info', { message: 'sync' })
      .wire('start.exec_out', 'each.exec_in')
      .wire('each.exec_out', 'a.exec_in')
      .wire('each.value', 'a.message')
      .wire('a.exec_out', 'meet.exec_in')
      .wire('a.exec_out', 'first.exec_in')
      .wire('first.then', 'meet.exec_in#2')
      .wire('meet.exec_done', 'sync.exec_in');
    expect(messages(await run(built), 'Info')).toEqual(['1', 'sync', '2', '3']);
  });

  it('gathers branches of a parallel execution', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('both', 'control_par_execution')
      .node('slow', 'delay', { time: 30 })
      .node('fast', 'delay', { time: 10 })
      .node('meet', 'control_gather')
      .node('sync', 'log_info', { message: 'sync' })
      .wire('start.exec_out', 'both.exec_in')
      .wire('both.exec_out', 'slow.exec_in')
      .wire('both.exec_out#2', 'fast.exec_in')
      .wire('slow.exec_out', 'meet.exec_in')
      .wire('fast.exec_out', 'meet.exec_in#2')
      .wire('meet.exec_done', 'sync.exec_in');
    const { logs } = await run(built, { logLevel: 'Info' });
    expect(logs).toMatchObject([{ message: 'sync', time: 30 }]);
  });

  it('remembers nothing of another run', async () => {
    const built = meeting();
    expect(messages(await run(built), 'Info')).toEqual(['a', 'b']);
    expect(messages(await run(built, { start: 'b' }), 'Info')).toEqual(['b']);
  });
});
