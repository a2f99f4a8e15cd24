import { describe, expect, it } from '@jest/globals';
import { RunStopped } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, messages, run } from '../testing.js';

const parallel = () =>
  board()
    .node('start', 'events_simple')
    .node('all', 'control_par_execution')
    .node('a', 'log_info', { message: 'a' })
    .node('slow', 'delay', { time: 30 })
    .node('b', 'log_info', { message: 'b' })
    .node('done', 'log_info', { message: 'done' })
    .wire('start.exec_out', 'all.exec_in')
    .wire('all.exec_done', 'done.exec_in');
const both = () =>
  parallel()
    .wire('all.exec_out', 'slow.exec_in')
    .wire('slow.exec_out', 'a.exec_in')
    .wire('all.exec_out#2', 'b.exec_in');
const timed = async (built: ReturnType<typeof parallel>) => {
  const { logs } = await run(built, { logLevel: 'Info' });
  return logs.map(({ message, time }) => `${message} @${time}`);
};

describe('control_par_execution', () => {
  it('runs its branches side by side and goes on after the last', async () => {
    const built = both().node('slower', 'delay', { time: 40 }).wire('b.exec_out', 'slower.exec_in');
    expect(await timed(built)).toEqual(['b @0', 'a @30', 'done @40']);
  });

  it('only goes on when nothing is wired', async () => {
    expect(await timed(parallel())).toEqual(['done @0']);
  });

  it('runs a target that is wired twice once', async () => {
    const built = parallel().wire('all.exec_out', 'a.exec_in').wire('all.exec_out#2', 'a.exec_in');
    expect(await timed(built)).toEqual(['a @0', 'done @0']);
  });

  it('logs a branch that fails; the others and what follows run', async () => {
    const built = both().node('bad', 'no_such_node').wire('b.exec_out', 'bad.exec_in');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['b', 'a', 'done']);
    expect(messages(result, 'Error')).toContain('Error: ExecutionFailed("b")');
    expect(result.status).toBe('failed');
  });

  it('goes on alike with any thread model, but it must be a text', async () => {
    expect(await timed(both().default('all.thread_model', 'threads'))).toHaveLength(3);
    const { error } = await run(both().default('all.thread_model', 1));
    expect(error).toContain("Pin 'thread_model' holds");
  });

  it('keeps branches apart that go through the same node', async () => {
    const built = both()
      .node('each', 'control_for_each', { array: [1, 2] })
      .node('wait', 'delay', { time: 10 })
      .node('item', 'log_warning')
      .wire('a.exec_out', 'each.exec_in')
      .wire('b.exec_out', 'each.exec_in')
      .wire('each.exec_out', 'wait.exec_in')
      .wire('wait.exec_out', 'item.exec_in')
      .wire('each.value', 'item.message')
      .default('slow.time', 5);
    expect(messages(await run(built), 'Warn')).toEqual(['1', '1', '2', '2']);
  });

  it('ends with the run', async () => {
    const stop = new AbortController();
    const host = new RecordingHost();
    host.emit = () => stop.abort(new RunStopped('timeout', 'Too long'));
    const built = both().node('tell', 'events_generic_return_result', { response: 1 });
    const result = await run(built.wire('b.exec_out', 'tell.exec_in'), {
      host,
      signal: stop.signal,
    });
    expect(result).toMatchObject({ status: 'timeout', error: 'Too long' });
    expect(messages(result, 'Info')).toEqual(['b']);
  });
});
