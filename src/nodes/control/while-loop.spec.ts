import { describe, expect, it } from '@jest/globals';
import { Float, RunStopped, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, messages, run } from '../testing.js';

const loop = (defaults: Readonly<Record<string, Value>>) =>
  board()
    .node('start', 'events_simple')
    .node('while', 'control_while_loop', defaults)
    .node('round', 'log_info')
    .node('done', 'log_info', { message: 'done' })
    .wire('start.exec_out', 'while.exec_in')
    .wire('while.exec_out', 'round.exec_in')
    .wire('while.iter', 'round.message')
    .wire('while.done', 'done.exec_in');
/** With a variable `go`, true at first, and a node that sets it after the first round. */
const withGo = (afterwards: Value) =>
  loop({})
    .variable('go', true)
    .node('go', 'variable_get', { var_ref: 'go' })
    .node('set', 'variable_set', { var_ref: 'go', value_in: afterwards })
    .wire('round.exec_out', 'set.exec_in');
const info = async (built: ReturnType<typeof loop>) => messages(await run(built), 'Info');

describe('control_while_loop', () => {
  it('runs at most as often as allowed, 15 times unless told otherwise', async () => {
    expect(await info(loop({ condition: true, max_iter: 3 }))).toEqual(['0', '1', '2', 'done']);
    expect(await info(loop({ condition: true }))).toHaveLength(16);
  });

  it('only goes on when the condition never holds or no round is allowed', async () => {
    expect(await info(loop({}))).toEqual(['done']);
    expect(await info(loop({ condition: 'unread', max_iter: 0 }))).toEqual(['done']);
  });

  it('evaluates its condition anew before every round', async () => {
    const built = withGo(false).wire('go.value_ref', 'while.condition');
    expect(await info(built)).toEqual(['0', 'done']);
  });

  it.each([
    [-1, "Pin 'max_iter' holds -1, expected 0 or more"],
    [new Float(2), "Pin 'max_iter' holds"],
    ['3', "Pin 'max_iter' holds a string, expected an integer"],
  ])('fails on %p rounds', async (max_iter, expected) => {
    const { error } = await run(loop({ condition: true, max_iter }));
    expect(error).toContain(expected);
  });

  it('logs a round that fails and goes on with the next', async () => {
    const built = loop({ condition: true, max_iter: 2 })
      .node('bad', 'no_such_node')
      .wire('round.exec_out', 'bad.exec_in');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['0', '1', 'done']);
    expect(messages(result, 'Error')).toEqual(
      expect.arrayContaining([
        'Error: ExecutionFailed("round") in iteration 0',
        'Error: ExecutionFailed("round") in iteration 1',
      ]),
    );
    expect(result.status).toBe('failed');
  });

  it('ends, and goes on, when what the condition depends on fails between two rounds', async () => {
    const built = withGo('no boolean')
      .node('both', 'bool_and')
      .default('both.boolean#2', true)
      .wire('go.value_ref', 'both.boolean')
      .wire('both.result', 'while.condition');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['0', 'done']);
    expect(messages(result, 'Error')).toContain('Failed to trigger dependency: bool_and');
  });

  it('fails on a condition that stops being a boolean', async () => {
    const built = withGo('no boolean').wire('go.value_ref', 'while.condition');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['0']);
    expect(result.error).toContain("Pin 'condition' holds a string");
  });

  it('waits for each round, and runs within another one', async () => {
    const host = new RecordingHost();
    const built = loop({ condition: true, max_iter: 2 })
      .node('inner', 'control_while_loop', { condition: true, max_iter: 2 })
      .node('wait', 'delay', { time: 10 })
      .node('in', 'log_info')
      .wire('round.exec_out', 'inner.exec_in')
      .wire('inner.exec_out', 'wait.exec_in')
      .wire('wait.exec_out', 'in.exec_in')
      .wire('inner.iter', 'in.message');
    const result = await run(built, { host });
    expect(messages(result, 'Info')).toEqual(['0', '0', '1', '1', '0', '1', 'done']);
    expect(host.clock.now()).toBe(40);
  });

  it.each(['with', 'without'])('can be stopped %s a body', async (body) => {
    const stop = new AbortController();
    const host = new RecordingHost();
    let now = 0;
    host.clock.now = () => ++now;
    host.breathe = async () => stop.abort(new RunStopped('cancelled', 'Cancelled'));
    const built = board()
      .node('start', 'events_simple')
      .node('while', 'control_while_loop', { condition: true, max_iter: 1e12 })
      .node('round', 'control_branch')
      .wire('start.exec_out', 'while.exec_in');
    if (body === 'with') built.wire('while.exec_out', 'round.exec_in');
    const result = await run(built, { host, signal: stop.signal, logLevel: 'Fatal' });
    expect(result).toMatchObject({ status: 'cancelled', error: 'Cancelled' });
  });
});
