import { describe, expect, it } from '@jest/globals';
import { board, messages, run } from '../testing.js';

const sequence = () =>
  board()
    .node('start', 'events_simple')
    .node('all', 'control_sequence')
    .pin('all.exec_out', 'Output', 'Execution')
    .wire('start.exec_out', 'all.exec_in');

describe('control_sequence', () => {
  it('runs its branches in pin order, each to its end', async () => {
    const built = sequence()
      .node('a', 'log_info', { message: 'a' })
      .node('a2', 'log_info', { message: 'a2' })
      .node('b', 'log_info', { message: 'b' })
      .wire('all.exec_out', 'a.exec_in')
      .wire('a.exec_out', 'a2.exec_in')
      .wire('all.exec_out#3', 'b.exec_in');
    expect(messages(await run(built), 'Info')).toEqual(['a', 'a2', 'b']);
  });

  it('runs a target that is wired twice once', async () => {
    const built = sequence()
      .node('a', 'log_info', { message: 'a' })
      .wire('all.exec_out', 'a.exec_in')
      .wire('all.exec_out#2', 'a.exec_in');
    expect(messages(await run(built), 'Info')).toEqual(['a']);
  });

  it('goes on after a branch that fails, and the run is failed', async () => {
    const built = sequence()
      .node('bad', 'no_such_node')
      .node('b', 'log_info', { message: 'b' })
      .wire('all.exec_out', 'bad.exec_in')
      .wire('all.exec_out#2', 'b.exec_in');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['b']);
    expect(result.status).toBe('failed');
  });

  it('waits for a branch that waits', async () => {
    const built = sequence()
      .node('wait', 'delay', { time: 50 })
      .node('a', 'log_info', { message: 'a' })
      .node('b', 'log_info', { message: 'b' })
      .wire('all.exec_out', 'wait.exec_in')
      .wire('wait.exec_out', 'a.exec_in')
      .wire('all.exec_out#2', 'b.exec_in');
    expect(messages(await run(built), 'Info')).toEqual(['a', 'b']);
  });

  it('does not run itself again from within one of its branches', async () => {
    const built = sequence()
      .node('a', 'log_info', { message: 'a' })
      .wire('all.exec_out', 'a.exec_in')
      .wire('a.exec_out', 'all.exec_in');
    expect(messages(await run(built), 'Info')).toEqual(['a']);
  });
});
