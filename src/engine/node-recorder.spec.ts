import { describe, expect, it } from '@jest/globals';
import { readBoard } from './board.js';
import { compile } from './compile.js';
import { execute } from './execute.js';
import type { RecordOptions } from './node-recorder.js';
import { defineNode } from './node-type.js';
import * as pin from './pins.js';
import { NodeRegistry } from './registry.js';
import { board, boardWith, chain, types } from './rules.testing.js';
import { RecordingHost } from './testing.js';
import type { Value } from './value.js';

/** Holds a key. */
const login = defineNode({
  name: 'login',
  title: 'Log In',
  doc: 'Takes a key.',
  category: 'Test',
  inputs: {
    in: pin.exec('In', 'Starts it.'),
    key: pin.string('Key', 'Secret.', { options: { sensitive: true } }),
  },
  outputs: {},
  bind: ({ inputs: { key } }) => {
    return (at) => void key.read(at);
  },
});

/** A clock on which everything takes a millisecond. */
const ticking = (keep?: RecordOptions['keep']): RecordOptions => {
  let time = 0;
  return { now: () => ++time, keep };
};
const asIs = (value: Value, secret: boolean): Value => (secret ? 'hidden' : value);

async function recordsOf(
  built: ReturnType<typeof board>,
  record: RecordOptions | undefined,
  records = true,
) {
  const program = compile(readBoard(built.json()), new NodeRegistry([...types, login]), records);
  const host = new RecordingHost();
  return (await execute(program, { start: 'start', host, record })).recorded;
}

const looping = (times: number) =>
  board()
    .node('loop', 'loop', { times })
    .node('say', 'say', { text: 'x' })
    .wire('start.out', 'loop.in')
    .wire('loop.out', 'say.in');

describe('recorded nodes', () => {
  it('are none of a run or a program that does not record', async () => {
    expect(await recordsOf(chain('a'), undefined)).toBeUndefined();
    expect(await recordsOf(chain('a'), ticking(), false)).toEqual([]);
  });

  it('are counted and timed, what they run themselves included', async () => {
    const [loop, say, ...others] = (await recordsOf(looping(20), ticking()))!;
    expect(loop).toMatchObject({ nodeId: 'loop', name: 'Loop', activations: 1, totalMs: 41 });
    expect(say).toMatchObject({ nodeId: 'say', activations: 20, totalMs: 20, samples: [] });
    expect(others).toMatchObject([{ nodeId: 'start', totalMs: 1, firstStart: 1 }]);
  });

  it('show the first few activations', async () => {
    const records = (await recordsOf(looping(20), ticking(asIs)))!;
    const { samples } = records.find(({ nodeId }) => nodeId === 'say')!;
    expect(samples).toHaveLength(10);
    expect(samples[0]).toMatchObject({ ms: 1, inputs: { text: 'x' }, outputs: {} });
  });

  it('say why one failed', async () => {
    const built = board().node('bad', 'fail').wire('start.out', 'bad.in');
    const records = (await recordsOf(built, ticking(asIs)))!;
    const { samples } = records.find(({ nodeId }) => nodeId === 'bad')!;
    expect(samples).toMatchObject([{ ms: 1, error: 'it broke' }]);
  });

  it('keep no more once enough is kept', async () => {
    let kept = 0;
    const records = (await recordsOf(looping(20), ticking((value) => (++kept > 3 ? undefined : value))))!; // prettier-ignore
    const samples = records.flatMap((record) => record.samples);
    expect(samples.length).toBeLessThanOrEqual(5);
    expect(records.find(({ nodeId }) => nodeId === 'say')!.activations).toBe(20);
  });

  it('hide the pins that take keys', async () => {
    const built = boardWith(login).node('in', 'login', { key: 'k' }).wire('start.out', 'in.in');
    const records = (await recordsOf(built, ticking(asIs)))!;
    expect(records.find(({ nodeId }) => nodeId === 'in')!.samples).toMatchObject([
      { inputs: { key: 'hidden' } },
    ]);
  });
});
