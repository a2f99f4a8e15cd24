import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { RunStopped } from './errors.js';
import { defineNode, type NodeBody } from './node-type.js';
import { board, boardWith, fail, run, runWith, start } from './rules.testing.js';
import { RecordingHost } from './testing.js';
import { subRun } from './trigger.js';

const bodied = (body: NodeBody, timeLimitMs?: number) =>
  defineNode({ ...fail, name: 'own', bind: () => body, ...(timeLimitMs && { timeLimitMs }) });
/** start → own → after. */
const built = (own: ReturnType<typeof bodied>) =>
  boardWith(own)
    .node('own', 'own')
    .node('after', 'say', { text: 'after' })
    .wire('start.out', 'own.in')
    .wire('own.out', 'after.in');
const told = () => {
  const stop = new AbortController();
  const end = () => stop.abort(new RunStopped('cancelled', 'Cancelled'));
  return { signal: stop.signal, end };
};

describe('a run that is told to end', () => {
  it('leaves a node behind that does not listen', async () => {
    const { signal, end } = told();
    const host = new RecordingHost();
    const deaf = bodied(() => {
      end();
      return new Promise(() => undefined);
    });
    expect(await runWith([deaf], built(deaf), { signal, host })).toMatchObject({
      status: 'cancelled',
      error: 'Cancelled',
    });
    expect(host.sleeping).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('does not take what a node says when it is ended for a failure', async () => {
    const { signal, end } = told();
    const moody = bodied(async () => {
      end();
      throw new Error('leave me alone');
    });
    const board = built(moody)
      .pin('own.auto_handle_error', 'Output', 'Execution')
      .wire('own.auto_handle_error', 'after.in');
    expect(await runWith([moody], board, { signal })).toMatchObject({
      status: 'cancelled',
      logs: [],
    });
  });

  it('hears no more of nodes that were left behind', async () => {
    const { signal, end } = told();
    const host = new RecordingHost();
    let goOn = (): void => undefined;
    const late = bodied(async (at) => {
      end();
      await new Promise<void>((resolve) => (goOn = resolve));
      at.info('late');
      at.emit('late', 1);
    });
    const { logs } = await runWith([late], built(late), { signal, host });
    goOn();
    await new Promise((resolve) => setImmediate(resolve));
    expect(logs).toEqual([]);
    expect(host.events).toEqual([]);
  });
});

it('a run that reaches a limit wakes the branches that wait', async () => {
  const host = new RecordingHost();
  const waiting = board()
    .node('a', 'say', { wait: 3_600_000 })
    .node('loop', 'loop', { times: 1e9 })
    .wire('start.out', 'a.in')
    .wire('start.out', 'loop.in')
    .wire('loop.out', 'loop.in');
  const { status } = await run(waiting, { host });
  expect(status).toBe('failed');
  await new Promise((resolve) => setImmediate(resolve));
  expect(host.sleeping).toBe(0);
  expect(host.clock.now()).toBe(0);
});

it('while one branch pauses, the others pause too', async () => {
  const host = new RecordingHost();
  let isOver = false;
  let pauses = 0;
  host.breathe = () => {
    if (!isOver) return undefined;
    pauses++;
    return Promise.resolve();
  };
  const busy = bodied((at) => {
    isOver = true;
    at.run.fuel = 0;
  });
  const wide = boardWith(busy);
  for (const id of ['a', 'b', 'c'])
    wide
      .node(id, 'own')
      .node(`${id}2`, 'say')
      .wire('start.out', `${id}.in`)
      .wire(`${id}.out`, `${id}2.in`);
  await runWith([busy], wide, { host });
  expect(pauses).toBe(2);
});

it('a branch that is ended while others go first evaluates nothing more', async () => {
  const host = new RecordingHost();
  const part = new AbortController();
  host.breathe = async () => part.abort(new RunStopped('timeout', 'Too late'));
  const ended = defineNode({
    ...start,
    name: 'ended',
    bind: ({ outputs: { out } }) => {
      return async (at) => {
        // The branch's node still starts at once; what feeds it has to pause.
        at.run.fuel = 2;
        await subRun(at, out.targets[0]!, { signal: part.signal });
      };
    },
  });
  const built = boardWith(ended)
    .node('ended', 'ended')
    .node('n', 'count')
    .node('a', 'say')
    .wire('ended.out', 'a.in')
    .wire('n.value', 'a.text');
  const { nodes } = await runWith([ended], built, { host, start: 'ended' });
  expect(nodes.map(([id]) => id)).toEqual(['ended', 'a']);
});

describe('a node with a time limit', () => {
  const slow = (ms: number) => bodied((at) => at.host.clock.sleep(ms, at.signal), 50);

  it('fails when it takes longer, and is told to end', async () => {
    const host = new RecordingHost();
    const own = slow(60);
    expect(await runWith([own], built(own), { host })).toMatchObject({
      status: 'failed',
      error: 'Node "Fail" (own, own) failed: It took longer than its time limit of 50 ms',
    });
    expect({ now: host.clock.now(), sleeping: host.sleeping }).toEqual({ now: 50, sleeping: 0 });
  });

  it('fails also when it does not listen', async () => {
    const deaf = bodied(() => new Promise(() => undefined), 50);
    expect((await runWith([deaf], built(deaf))).status).toBe('failed');
  });

  it('leaves nothing behind when it is quick enough', async () => {
    const host = new RecordingHost();
    const own = slow(40);
    expect((await runWith([own], built(own), { host })).status).toBe('completed');
    expect({ now: host.clock.now(), sleeping: host.sleeping }).toEqual({ now: 40, sleeping: 0 });
    const atOnce = bodied(() => undefined, 50);
    expect((await runWith([atOnce], built(atOnce))).status).toBe('completed');
  });

  it('ends with the run', async () => {
    const { signal, end } = told();
    const own = bodied((at) => {
      end();
      return at.host.clock.sleep(1000, at.signal);
    }, 50);
    expect((await runWith([own], built(own), { signal })).status).toBe('cancelled');
  });
});
