import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, messages, run } from '../testing.js';

/** Three rounds, each of which enters the node and then the pins of `more`. */
const rounds = (startClosed: Value, ...more: string[]) => {
  const built = board()
    .node('start', 'events_simple')
    .node('each', 'control_for_each', { array: ['x', 'y', 'z'] })
    .node('steps', 'control_sequence')
    .node('once', 'control_do_once', { start_closed: startClosed })
    .node('then', 'log_info')
    .node('state', 'log_warning')
    .wire('start.exec_out', 'each.exec_in')
    .wire('each.exec_out', 'steps.exec_in')
    .wire('steps.exec_out', 'once.exec_in')
    .wire('once.then', 'then.exec_in')
    .wire('each.value', 'then.message')
    .wire('each.done', 'state.exec_in')
    .wire('once.has_fired', 'state.message');
  for (const [index, pin] of more.entries())
    built.wire(`steps.exec_out#${index + 2}`, `once.${pin}`);
  return built;
};

describe('control_do_once', () => {
  it('goes on the first time only', async () => {
    const result = await run(rounds(false));
    expect(messages(result, 'Info')).toEqual(['x']);
    expect(messages(result, 'Warn')).toEqual(['true']);
    expect(messages(result, 'Debug').filter((text) => text === 'Has fired already')).toHaveLength(
      2,
    );
  });

  it('goes on again after a reset, which itself leads nowhere', async () => {
    const result = await run(rounds(false, 'reset'));
    expect(messages(result, 'Info')).toEqual(['x', 'y', 'z']);
    expect(messages(result, 'Warn')).toEqual(['false']);
    expect(result.status).toBe('completed');
  });

  it('may start closed, until the first reset', async () => {
    expect(messages(await run(rounds(true)), 'Info')).toEqual([]);
    expect(messages(await run(rounds(true, 'reset')), 'Info')).toEqual(['y', 'z']);
  });

  it('can be reset by what it leads to', async () => {
    const built = rounds(false).wire('then.exec_out', 'once.reset');
    expect(messages(await run(built), 'Info')).toEqual(['x', 'y', 'z']);
  });

  it('entered and reset at the same time goes on', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('a', 'control_branch')
      .node('b', 'control_branch')
      .node('once', 'control_do_once', { start_closed: true })
      .node('then', 'log_info', { message: 'then' })
      .wire('start.exec_out', 'a.exec_in')
      .wire('start.exec_out', 'b.exec_in')
      .wire('a.true', 'once.exec_in')
      .wire('b.true', 'once.reset')
      .wire('once.then', 'then.exec_in');
    expect(messages(await run(built), 'Info')).toEqual(['then']);
  });

  it('fails on a start that is no boolean', async () => {
    const { error } = await run(rounds('yes'));
    expect(error).toContain("Pin 'start_closed' holds a string, expected true or false");
  });
});
