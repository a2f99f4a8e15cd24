import { describe, expect, it } from '@jest/globals';
import { board, boardWith, run, runWith, said } from './rules.testing.js';
import { defineNode } from './node-type.js';
import * as pin from './pins.js';
import type { Host } from './host.js';
import { SharedMemory } from './shared-memory.js';
import { RecordingHost } from './testing.js';
import type { Value } from './value.js';

/** A pure node that makes a value of another one. */
const made = (make: (value: Value) => Value) =>
  defineNode({
    name: 'make',
    title: 'Make',
    doc: 'Makes.',
    category: 'Test',
    inputs: { from: pin.generic('From', 'Of what.', { default: 1 }) },
    outputs: { value: pin.generic('Value', 'It.') },
    bind: ({ inputs: { from }, outputs: { value } }) => {
      return (at) => value.write(at, make(from.read(at)));
    },
  });
/** Keeps what it is given in the variable `v`, which `make` can read. */
const keep = defineNode({
  name: 'keep',
  title: 'Keep',
  doc: 'Keeps.',
  category: 'Test',
  inputs: { in: pin.exec('In', 'Starts it.'), value: pin.generic('Value', 'What.') },
  outputs: {
    out: pin.exec('Out', 'Goes on.'),
    kept: pin.generic('Kept', 'What was kept.', { default: [] }),
  },
  bind: ({ inputs: { value }, outputs: { out, kept } }) => {
    return (at) => {
      kept.write(at, value.read(at));
      out.on(at);
    };
  },
});
const result = defineNode({
  ...keep,
  name: 'result',
  bind: ({ inputs: { value } }) => {
    return (at) => at.setResult(value.read(at));
  },
});

/** A loop that hands what it kept to `make` and keeps what comes of it, again and again. */
const growing = (
  make: (value: Value) => Value,
  times: number,
  limits: object = {},
  host = new RecordingHost() as Host,
) => {
  const own = [made(make), keep, result];
  const built = boardWith(...own)
    .node('loop', 'loop', { times })
    .node('make', 'make')
    .node('keep', 'keep')
    .node('result', 'result')
    .wire('start.out', 'loop.in')
    .wire('loop.out', 'keep.in')
    .wire('keep.kept', 'make.from')
    .wire('make.value', 'keep.value')
    .wire('loop.done', 'result.in')
    .wire('keep.kept', 'result.value');
  return runWith(own, built, { logLevel: 'Fatal', limits, host });
};

describe('the memory of a run', () => {
  const tooMuch = { status: 'failed', error: 'The run holds more than 30000 bytes of values' };

  it.each<[string, (value: Value) => Value]>([
    ['a list that grows', (value) => [...(value as Value[]), 'some text or other']],
    ['ever deeper nesting', (value) => [value]],
    ['an object that grows', (value) => ({ ...(value as object), [Math.random()]: 1 })],
    ['few but long texts', (value) => [...(value as Value[]), 'x'.repeat(9000)]],
  ])('is bounded: %s', async (_, make) => {
    expect(await growing(make, 1e9, { heldBytes: 30_000 })).toMatchObject(tooMuch);
  });

  it('is not used up by values that are let go or passed on', async () => {
    const again = await growing(() => 'x'.repeat(9000), 2000, { heldBytes: 100_000 });
    expect(again.status).toBe('completed');
    const list = Array.from({ length: 2000 }, (_, index) => index);
    const passed = await growing(() => list, 2000, { heldBytes: 100_000 });
    expect(passed.status).toBe('completed');
  });
});

describe('the memory of all runs together', () => {
  const sharing = (memory: SharedMemory): Host => Object.assign(new RecordingHost(), { memory });
  const grow = (value: Value) => [...(value as Value[]), 'x'.repeat(9000)];
  const LARGE = 17_000_000;

  it('is bounded: a run that holds much makes room, and gives back what it held', async () => {
    const memory = new SharedMemory(1_000_000);
    const { status, error } = await growing(grow, 1e9, {}, sharing(memory));
    expect(status).toBe('failed');
    expect(error).toMatch(/^All runs together hold too much, and this one holds \d{8,} bytes/);
    expect(memory.isTooMuch(LARGE)).toBe(false);
  });

  it('is no matter to a run that holds little', async () => {
    const memory = new SharedMemory(1_000_000);
    memory.change(2_000_000);
    expect(memory.isTooMuch(LARGE)).toBe(true);
    expect((await growing(grow, 100, {}, sharing(memory))).status).toBe('completed');
  });
});

describe('values', () => {
  it('nested without end can be held and passed on, but not returned', async () => {
    expect(await growing((value) => [value], 50_000)).toMatchObject({
      status: 'failed',
      error: 'Node "Keep" (result, result) failed: The value is nested deeper than 128 levels',
    });
  });

  it('small in memory and endless as a text are not returned', async () => {
    const { error } = await growing((value) => [value, value], 60);
    expect(error).toContain('The result is longer than 16777216 characters');
  });

  it('of too many items fail the node that puts them out', async () => {
    const many = () => Array.from({ length: 11 }, () => 0);
    expect((await growing(many, 1, { arrayItems: 10 })).error).toContain(
      "The array for pin 'value' is longer than 10",
    );
    expect((await growing(many, 1, { arrayItems: 11 })).status).toBe('completed');
  });
});

describe('branches', () => {
  it('of a wave beyond the limit wait their turn', async () => {
    const host = new RecordingHost();
    let most = 0;
    const { sleep } = host.clock;
    host.clock.sleep = (ms, signal) => {
      most = Math.max(most, host.sleeping + 1);
      return sleep(ms, signal);
    };
    const built = board();
    for (let index = 0; index < 20; index++)
      built.node(`n${index}`, 'say', { wait: 5, text: 'x' }).wire('start.out', `n${index}.in`);
    expect(await said(built, { host, limits: { branches: 4 } })).toHaveLength(20);
    expect(most).toBe(4);
  });
});

describe('wide boards', () => {
  it('of tens of thousands of nodes side by side go on as others do', async () => {
    const built = board().node('join', 'say', { text: 'joined' });
    for (let index = 0; index < 10_000; index++)
      built
        .node(`n${index}`, 'say')
        .wire('start.out', `n${index}.in`)
        .wire(`n${index}.out`, 'join.in');
    const { activations, logs } = await run(built);
    expect(activations).toBe(10_002);
    expect(logs.at(-1)?.message).toBe('joined');
  });
});

describe('events', () => {
  const sending = (payload: Value) =>
    defineNode({ ...keep, name: 'keep', bind: () => (at) => at.emit('big', payload) });

  it('of too many characters end the run', async () => {
    const own = sending(['x'.repeat(100)]);
    const built = boardWith(own).node('keep', 'keep').node('loop', 'loop', { times: 50 });
    built.wire('start.out', 'loop.in').wire('loop.out', 'keep.in');
    const options = { limits: { eventCharacters: 1000 }, logLevel: 'Fatal' };
    const { error } = await runWith([own], built, options);
    expect(error).toBe('The run sent events of more than 1000 characters');
  });

  it('with a value that can’t be written fail their node', async () => {
    let deep: Value = 1;
    for (let level = 0; level < 10_000; level++) deep = [deep];
    const own = sending(deep);
    const built = boardWith(own).node('keep', 'keep').wire('start.out', 'keep.in');
    const { error } = await runWith([own], built);
    expect(error).toContain('failed: The value is nested deeper than 128 levels');
  });
});

describe('failures', () => {
  it('of a loop that fails for ever are counted, and the first is named', async () => {
    const built = board().node('loop', 'loop', { times: 1000 }).node('bad', 'fail');
    built.wire('start.out', 'loop.in').wire('loop.out', 'bad.in');
    const { error } = await run(built, { logLevel: 'Fatal' });
    expect(error).toBe('Node "Fail" (fail, bad) failed: it broke');
  });

  it('with a message without end are cut', async () => {
    const broken = defineNode({
      ...keep,
      bind: () => () => {
        throw new Error('x'.repeat(1_000_000));
      },
    });
    const built = boardWith(broken).node('keep', 'keep').wire('start.out', 'keep.in');
    expect((await runWith([broken], built)).error!.length).toBeLessThan(10_100);
  });
});
