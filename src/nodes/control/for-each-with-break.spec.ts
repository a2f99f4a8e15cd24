import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, messages, run } from '../testing.js';

const loop = (array: Value) =>
  board()
    .node('start', 'events_simple')
    .node('each', 'control_for_each_with_break', { array })
    .node('item', 'log_info')
    .node('done', 'log_info', { message: 'done' })
    .wire('start.exec_out', 'each.exec_in')
    .wire('each.exec_out', 'item.exec_in')
    .wire('each.value', 'item.message')
    .wire('each.done', 'done.exec_in');
/** The last node of the body stores `values` one after the other where `break` looks. */
const until = (...values: Value[]) =>
  loop(values)
    .variable('stop', false)
    .node('set', 'variable_set', { var_ref: 'stop' })
    .default('set.value_ref', false)
    .wire('item.exec_out', 'set.exec_in')
    .wire('each.value', 'set.value_in')
    .wire('set.value_ref', 'each.break');
const info = async (built: ReturnType<typeof loop>) => messages(await run(built), 'Info');

describe('control_for_each_with_break', () => {
  it('runs its body once for every item, in order, then goes on', async () => {
    expect(await info(loop(['a', 2, null]))).toEqual(['a', '2', 'null', 'done']);
    expect(await info(loop([]))).toEqual(['done']);
  });

  it('ends after the run of the body that made the break true', async () => {
    expect(await info(until(false, true, false))).toEqual(['false', 'true', 'done']);
  });

  it('only goes on when the break is true from the start, whatever the array', async () => {
    expect(await info(loop('no array').default('each.break', true))).toEqual(['done']);
  });

  it('leaves out the other targets of the body once the break is true', async () => {
    const built = until(false, true).node('second', 'log_info', { message: 'second' });
    built.wire('each.exec_out', 'second.exec_in');
    expect(await info(built)).toEqual(['false', 'second', 'true', 'done']);
  });

  it('does not evaluate what the break depends on again', async () => {
    const built = loop([1, 2, 3])
      .variable('stop', false)
      .node('get', 'variable_get', { var_ref: 'stop' })
      .node('set', 'variable_set', { var_ref: 'stop', value_in: true })
      .wire('get.value_ref', 'each.break')
      .wire('item.exec_out', 'set.exec_in');
    expect(await info(built)).toEqual(['1', '2', '3', 'done']);
    // Unless a node of the body needs it too.
    built.node('other', 'log_warning').wire('set.exec_out', 'other.exec_in');
    expect(await info(built.wire('get.value_ref', 'other.message'))).toEqual(['1', 'done']);
  });

  it('logs a break that is no boolean between two items, and goes on', async () => {
    const result = await run(until(1, true));
    expect(messages(result, 'Info')).toEqual(['1', 'true', 'done']);
    expect(messages(result, 'Error')).toEqual([
      expect.stringContaining("Error: Pin 'break' holds"),
    ]);
    expect(result.status).toBe('completed');
  });

  it.each([
    ['break', 'no'],
    ['array', null],
  ])('fails on a wrong %s at the start', async (name, value) => {
    const { error } = await run(loop([1]).default(`each.${name}`, value));
    expect(error).toContain(`Pin '${name}' holds`);
  });

  it('logs an item that fails and goes on with the next', async () => {
    const built = loop([1, 2]).node('bad', 'no_such_node').wire('item.exec_out', 'bad.exec_in');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['1', '2', 'done']);
    expect(messages(result, 'Error')).toEqual(
      expect.arrayContaining([
        'Error: ExecutionFailed("item") in iteration 0',
        'Error: ExecutionFailed("item") in iteration 1',
      ]),
    );
  });

  it('waits for its body, and does not start again from within it', async () => {
    const built = until(false, true, false)
      .node('wait', 'delay', { time: 10 })
      .wire('set.exec_out', 'wait.exec_in')
      .wire('wait.exec_out', 'each.exec_in');
    expect(await info(built)).toEqual(['false', 'true', 'done']);
  });
});
