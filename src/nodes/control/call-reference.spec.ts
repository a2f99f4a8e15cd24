import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, messages, run } from '../testing.js';

/** A function `fn` that logs its `text`, and a call of it. */
const call = (ref: Value = 'fn') =>
  board()
    .node('start', 'events_simple')
    .node('call', 'control_call_reference', { fn_ref: ref })
    .pin('call.text', 'Input', 'String')
    .node('done', 'log_info', { message: 'done' })
    .node('fn', 'events_generic')
    .pin('fn.text', 'Output', 'String')
    .node('say', 'log_info')
    .wire('start.exec_out', 'call.exec_in')
    .wire('call.exec_out', 'done.exec_in')
    .wire('fn.exec_out', 'say.exec_in')
    .wire('fn.text', 'say.message');

describe('control_call_reference', () => {
  it('gives its inputs to the event, runs what follows it to its end, then goes on', async () => {
    const built = call()
      .default('call.text', 'hello')
      .node('wait', 'delay', { time: 10 })
      .node('end', 'log_info', { message: 'end' })
      .wire('say.exec_out', 'wait.exec_in')
      .wire('wait.exec_out', 'end.exec_in');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['hello', 'end', 'done']);
    expect(messages(result, 'Warn', 'Error')).toEqual([]);
  });

  it('needs no payload, and calls events of every kind', async () => {
    const built = call('plain')
      .node('plain', 'events_simple')
      .node('in', 'log_info', { message: 'in' })
      .wire('plain.exec_out', 'in.exec_in')
      .default('call.text', 'nobody takes it');
    expect(messages(await run(built), 'Info')).toEqual(['in', 'done']);
  });

  it('warns of an input without a value and calls all the same', async () => {
    const built = call().default('fn.text', 'their own');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['their own', 'done']);
    expect(messages(result, 'Warn')).toEqual([
      "text is not passed on: Pin 'text' has no value, dependencies, or default value",
    ]);
  });

  it('fails when the function fails, and answers for the failure', async () => {
    const built = call().default('call.text', 'hello').node('bad', 'no_such_node');
    built.wire('say.exec_out', 'bad.exec_in');
    const result = await run(built);
    const text =
      "Failed to execute function Generic Event: This server has no node type 'no_such_node'";
    expect(result.error).toBe(
      `Node "Call Reference" (control_call_reference, call) failed: ${text}`,
    );
    expect(messages(result, 'Error')).toContain(text);
    expect(messages(result, 'Info')).toEqual(['hello']);
    // Whoever handles the failure of the call has handled that of the function.
    built
      .pin('call.auto_handle_error', 'Output', 'Execution')
      .node('caught', 'log_info', { message: 'caught' })
      .wire('call.auto_handle_error', 'caught.exec_in');
    const handled = await run(built);
    expect(messages(handled, 'Info')).toEqual(['hello', 'caught']);
    expect(handled).toMatchObject({ status: 'completed', error: null });
  });

  it('fails alike when the function fails after waiting', async () => {
    const built = call().default('call.text', 'hello');
    built.node('wait', 'delay', { time: 10 }).node('bad', 'no_such_node');
    built.wire('say.exec_out', 'wait.exec_in').wire('wait.exec_out', 'bad.exec_in');
    expect((await run(built)).error).toContain('Failed to execute function Generic Event: ');
  });

  it.each([
    ['nobody', 'Function "nobody" not found on this board'],
    [7, "Pin 'fn_ref' holds"],
  ])('fails on the reference %j', async (ref, expected) => {
    const { status, error } = await run(call(ref));
    expect(status).toBe('failed');
    expect(error).toContain(expected);
  });

  it('calls the same function again, each time with new values', async () => {
    const built = call()
      .node('each', 'control_for_each', { array: ['a', 'b'] })
      .wire('each.exec_out', 'call.exec_in')
      .wire('each.value', 'call.text');
    built.node('first', 'events_simple').wire('first.exec_out', 'each.exec_in');
    const result = await run(built, { start: 'first' });
    expect(messages(result, 'Info')).toEqual(['a', 'done', 'b', 'done']);
  });

  it('keeps calls apart that run side by side', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('each', 'control_par_for_each', { array: ['a', 'b', 'c'] })
      .node('call', 'control_call_reference', { fn_ref: 'fn' })
      .pin('call.text', 'Input', 'String')
      .node('fn', 'events_generic')
      .pin('fn.text', 'Output', 'String')
      .node('wait', 'delay', { time: 10 })
      .node('say', 'log_info')
      .wire('start.exec_out', 'each.exec_in')
      .wire('each.exec_out', 'call.exec_in')
      .wire('each.value', 'call.text')
      .wire('fn.exec_out', 'wait.exec_in')
      .wire('wait.exec_out', 'say.exec_in')
      .wire('fn.text', 'say.message');
    expect(messages(await run(built), 'Info')).toEqual(['a', 'b', 'c']);
  });

  it('may be called from within a function; calling itself for ever ends the run', async () => {
    const built = call().default('call.text', 'hello');
    built
      .node('outer', 'control_call_reference', { fn_ref: 'middle' })
      .node('middle', 'events_simple')
      .node('first', 'events_simple')
      .wire('first.exec_out', 'outer.exec_in')
      .wire('middle.exec_out', 'call.exec_in');
    expect(messages(await run(built, { start: 'first' }), 'Info')).toEqual(['hello', 'done']);
    built.wire('say.exec_out', 'outer.exec_in');
    expect(await run(built, { start: 'first' })).toMatchObject({
      status: 'failed',
      error: 'Sub-runs are nested deeper than 200 levels',
    });
  });
});
