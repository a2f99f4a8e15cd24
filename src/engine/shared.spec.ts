import { describe, expect, it } from '@jest/globals';
import type { Activation } from './activation.js';
import { NodeError, RunStopped } from './errors.js';
import { defineNode } from './node-type.js';
import { boardWith, fail, runWith } from './rules.testing.js';
import { Shared } from './shared.js';
import { RecordingHost } from './testing.js';

const tally = new Shared<number>(0, (value, tell) => tell('tally', value));
const quiet = new Shared<string>('');

/** Runs two nodes, the second after the first, that do the same. */
async function twice(use: (at: Activation) => void, options: object = {}) {
  const { in: entrance } = fail.inputs;
  const own = defineNode({
    ...fail,
    name: 'own',
    inputs: { in: entrance },
    bind: ({ outputs: { out } }) => {
      return (at) => {
        use(at);
        out.on(at);
      };
    },
  });
  const built = boardWith(own).node('a', 'own').node('b', 'own');
  built.wire('start.out', 'a.in').wire('a.out', 'b.in');
  const host = new RecordingHost();
  const result = await runWith([own], built, { host, ...options });
  return { ...result, events: host.events.map(({ type, payload }) => [type, payload]) };
}
const add = (at: Activation) => tally.write(at, tally.read(at) + 1, 0);

describe('what nodes share', () => {
  it('is seen by all nodes of a run, is told when it ends, and begins anew with the next', async () => {
    for (const _ of [1, 2]) expect((await twice(add)).events).toEqual([['tally', 2]]);
  });

  it('is told only where a node wrote it and somebody wants to know', async () => {
    expect((await twice((at) => void tally.read(at))).events).toEqual([]);
    expect((await twice((at) => quiet.write(at, 'x', 0))).events).toEqual([]);
  });

  it('is told though a node failed', async () => {
    const { status, events } = await twice((at) => {
      if (tally.read(at) === 1) throw new NodeError('enough');
      add(at);
    });
    expect([status, events]).toEqual(['failed', [['tally', 1]]]);
  });

  it('is not told when the run was told to end', async () => {
    const stop = new AbortController();
    const { status, events } = await twice(
      (at) => {
        add(at);
        stop.abort(new RunStopped('cancelled', 'enough'));
        at.run.fuel = 0;
      },
      { signal: stop.signal },
    );
    expect([status, events]).toEqual(['cancelled', []]);
  });

  it('ends the run when there is no room for telling it', async () => {
    const { status, error } = await twice(add, { limits: { events: 0 } });
    expect([status, error]).toEqual(['failed', 'The run sent more than 0 events']);
  });

  it('ends the run when it can’t be told', async () => {
    let deep: never[] = [];
    for (let depth = 0; depth < 200; depth++) deep = [deep as never];
    const nested = new Shared<readonly never[]>([], (value, tell) => tell('nested', value));
    const { status, error } = await twice((at) => nested.write(at, deep, 0));
    expect(status).toBe('failed');
    expect(error).toContain('deep');
  });

  it('counts for the memory of the run', async () => {
    const grow = (at: Activation) => {
      quiet.write(at, 'x'.repeat(2_000_000), 4_000_000);
      at.run.fuel = 0;
    };
    const { status, error } = await twice(grow, { limits: { heldBytes: 1_000_000 } });
    expect([status, error]).toEqual(['failed', 'The run holds more than 1000000 bytes of values']);
  });
});
