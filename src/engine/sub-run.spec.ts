import { describe, expect, it } from '@jest/globals';
import { RunStopped } from './errors.js';
import { board, run, said } from './rules.testing.js';
import { RecordingHost } from './testing.js';

describe('sub-runs', () => {
  it('walk depth first, each node once, and end before the loop goes on', async () => {
    const built = board()
      .node('loop', 'loop', { times: 2 })
      .node('a', 'say', { text: 'a' })
      .node('b', 'say', { text: 'b' })
      .node('c', 'say', { text: 'c' })
      .node('done', 'say', { text: 'done' })
      .wire('start.out', 'loop.in')
      .wire('loop.out', 'a.in')
      .wire('a.out', 'b.in')
      .wire('b.out', 'c.in')
      .wire('c.out', 'a.in')
      .wire('loop.done', 'done.in');
    expect(await said(built)).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'done']);
  });

  it('run the error handler of a node in the middle', async () => {
    const built = board()
      .node('loop', 'loop')
      .node('a', 'say', { text: 'a' })
      .node('bad', 'fail')
      .pin('bad.auto_handle_error', 'Output', 'Execution')
      .node('caught', 'say', { text: 'caught' })
      .wire('start.out', 'loop.in')
      .wire('loop.out', 'a.in')
      .wire('a.out', 'bad.in')
      .wire('bad.auto_handle_error', 'caught.in');
    expect(await said(built)).toEqual(['a', 'caught']);
    expect((await run(built)).status).toBe('completed');
  });

  it('nested too deeply end the run with a sentence', async () => {
    const built = board()
      .node('loop', 'loop')
      .wire('start.out', 'loop.in')
      .wire('loop.out', 'loop.in');
    expect(await run(built, { limits: { depth: 50 } })).toMatchObject({
      status: 'failed',
      error: 'Sub-runs are nested deeper than 50 levels',
    });
  });
});

describe('control', () => {
  const endless = () =>
    board()
      .node('loop', 'loop', { times: 1_000_000_000 })
      .node('a', 'say')
      .wire('start.out', 'loop.in')
      .wire('loop.out', 'a.in');

  it('lets others go first while it computes, and ends when told to', async () => {
    const stop = new AbortController();
    const host = new RecordingHost();
    let asked = 0;
    let paused = 0;
    host.breathe = () => {
      if (++asked % 100 !== 0) return undefined;
      if (++paused === 3) stop.abort(new RunStopped('timeout', 'Too long'));
      return Promise.resolve();
    };
    const result = await run(endless(), { host, signal: stop.signal, logLevel: 'Fatal' });
    expect(result).toMatchObject({ status: 'timeout', error: 'Too long' });
    expect({ asked, paused }).toEqual({ asked: 300, paused: 3 });
  });

  it('starts no node once it is told to end', async () => {
    const signal = AbortSignal.abort(new RunStopped('timeout', 'Too late'));
    expect(await run(endless(), { signal })).toMatchObject({ status: 'timeout', activations: 0 });
  });

  it('starts no further node after one that waited while it was told to end', async () => {
    const stop = new AbortController();
    const host = new RecordingHost();
    host.clock.sleep = async () => stop.abort(new RunStopped('cancelled', 'Cancelled'));
    const built = board()
      .node('a', 'say', { text: 'a', wait: 5 })
      .node('b', 'say', { text: 'b' })
      .wire('start.out', 'a.in')
      .wire('a.out', 'b.in');
    const { status, logs } = await run(built, { host, signal: stop.signal });
    expect(status).toBe('cancelled');
    expect(logs.map(({ message }) => message)).toEqual(['a']);
  });

  it('ends a run that goes through too many nodes', async () => {
    const result = await run(endless(), { limits: { activations: 10_000 }, logLevel: 'Fatal' });
    expect(result).toMatchObject({
      status: 'failed',
      error: 'The run went through more than 10000 nodes',
    });
  });

  it('ends a run that sends too many events', async () => {
    const built = board().node('loop', 'loop', { times: 50 }).node('a', 'say');
    built.wire('start.out', 'loop.in').wire('loop.out', 'a.in');
    const result = await run(built, { limits: { events: 20 }, tellNodes: true });
    expect(result).toMatchObject({ status: 'failed', error: 'The run sent more than 20 events' });
  });

  it('fails a node that puts out a text beyond the limit', async () => {
    const built = board()
      .node('n', 'repeat')
      .node('a', 'say')
      .wire('start.out', 'a.in')
      .wire('n.text', 'a.text');
    const { error } = await run(built, { limits: { textCharacters: 99 } });
    expect(error).toContain("The text for pin 'text' is longer than 99");
    expect((await run(built, { limits: { textCharacters: 100 } })).status).toBe('completed');
  });

  it('keeps a bounded log whose last line says so', async () => {
    const built = endless().default('loop.times', 100);
    const { logs, status } = await run(built, { limits: { logLines: 10 } });
    expect(status).toBe('completed');
    expect(logs).toHaveLength(10);
    expect(logs[9]).toMatchObject({ level: 'Error', message: expect.stringContaining('full') });
  });

  it('leaves no branch running when another one stops the run', async () => {
    const stop = new AbortController();
    const host = new RecordingHost();
    host.clock.sleep = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        queueMicrotask(() => stop.abort(new RunStopped('cancelled', 'Cancelled')));
      });
    const built = board()
      .node('a', 'say', { wait: 5 })
      .node('b', 'say', { wait: 5 })
      .wire('start.out', 'a.in')
      .wire('start.out', 'b.in');
    const result = await run(built, { host, signal: stop.signal });
    expect(result).toMatchObject({ status: 'cancelled', logs: [] });
  });
});
