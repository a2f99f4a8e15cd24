import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, messages as lines, run, runNode } from '../testing.js';

const one = { role: 'user', content: 'one' };
const two = { role: 'assistant', content: [{ type: 'text', text: 'two' }] };
const historyOf = (...messages: Value[]) => ({ model: 'm', messages, preset: null, seed: 1 });

describe('ai_generative_add_history_message', () => {
  const push = (history: Value, message: Value) =>
    runNode('ai_generative_add_history_message', { history, message }, 'history_out');

  it('puts the message at the end', async () => {
    expect((await push(historyOf(one), two)).result).toEqual(historyOf(one, two));
  });

  it('refuses what is no message', async () => {
    expect((await push(historyOf(one), { role: 'user' })).error).toContain(
      "Pin 'message'.content is missing",
    );
    expect((await push(historyOf(one), 'text')).error).toContain("Pin 'message' must be an object");
  });

  it('ends at the longest list there may be', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('push', 'ai_generative_add_history_message', { history: historyOf(one), message: two })
      .wire('start.exec_out', 'push.exec_in');
    const { error } = await run(built, { limits: { arrayItems: 1 } });
    expect(error).toContain('The history is longer than 1 messages');
  });

  it('does not read a history that grows from its beginning again', async () => {
    const built = board()
      .node('start', 'events_generic')
      .node('loop', 'control_for_each')
      .node('push', 'ai_generative_add_history_message', { message: two })
      .node('keep', 'variable_set', { var_ref: 'h' })
      .node('get', 'variable_get', { var_ref: 'h' })
      .node('end', 'events_generic_return_result')
      .variable('h', historyOf())
      .pin('start.items', 'Output', 'Generic')
      .wire('start.exec_out', 'loop.exec_in')
      .wire('start.items', 'loop.array')
      .wire('loop.exec_out', 'push.exec_in')
      .wire('get.value_ref', 'push.history')
      .wire('push.exec_out', 'keep.exec_in')
      .wire('push.history_out', 'keep.value_in')
      .wire('loop.done', 'end.exec_in')
      .wire('get.value_ref', 'end.response');
    const { result } = await run(built, {
      payload: { items: Array(2000).fill(0) },
      logLevel: 'Info',
    });
    expect((result as { messages: Value[] }).messages).toHaveLength(2000);
  });
});

it('ai_generative_clear_history keeps the settings', async () => {
  const { result } = await runNode(
    'ai_generative_clear_history',
    { history: historyOf(one, two) },
    'history_out',
  );
  expect(result).toEqual(historyOf());
});

describe('ai_generative_pop_history_message', () => {
  const pop = (history: Value, output: string) =>
    runNode('ai_generative_pop_history_message', { history }, output);

  it('takes the last message', async () => {
    expect((await pop(historyOf(one, two), 'history_out')).result).toEqual(historyOf(one));
    expect((await pop(historyOf(one, two), 'message')).result).toEqual(two);
  });

  it('goes on by Empty when there is none, and leaves the message alone', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('pop', 'ai_generative_pop_history_message', { history: historyOf() })
      .node('never', 'log_info', { message: 'never' })
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'pop.exec_in')
      .wire('pop.exec_out', 'never.exec_in')
      .wire('pop.empty', 'end.exec_in')
      .wire('pop.history_out', 'end.response');
    const result = await run(built);
    expect(result.result).toEqual(historyOf());
    expect(lines(result, 'Info')).toEqual([]);
    const unset = built.node('end2', 'log_info').wire('pop.empty', 'end2.exec_in');
    unset.wire('pop.message', 'end2.message');
    expect((await run(unset)).error).toContain("Pin 'message' has no value");
  });
});
