import { describe, expect, it } from '@jest/globals';
import { compile } from './compile.js';
import { readBoard } from './board.js';
import { execute } from './execute.js';
import { defineNode } from './node-type.js';
import { NodeRegistry } from './registry.js';
import {
  board,
  chain,
  fail,
  registry,
  run,
  runSync,
  said,
  say,
  start,
  types,
} from './rules.testing.js';
import { aBoard, RecordingHost } from './testing.js';
import type { Value } from './value.js';

describe('starting', () => {
  it('takes no promise where nothing waits', () => {
    expect(runSync(chain('a', 'b'))).not.toBeInstanceOf(Promise);
  });

  it('ends at once, successfully, when the board has no such node', async () => {
    expect(await run(chain('a'), { start: 'nobody' })).toMatchObject({
      status: 'completed',
      logs: [],
      nodes: [],
    });
  });

  it('leaves the program untouched, so that every run begins alike', async () => {
    const program = compile(readBoard(chain('a').json()), registry);
    const options = { start: 'start', host: new RecordingHost() };
    const results = [await execute(program, options), await execute(program, options)];
    expect(results[1]).toEqual(results[0]);
  });
});

describe('waves', () => {
  const fork = () =>
    board()
      .node('a', 'say', { text: 'a' })
      .node('b', 'say', { text: 'b' })
      .node('join', 'say', { text: 'join' })
      .wire('start.out', 'b.in')
      .wire('start.out', 'a.in');

  it('run successors in the order of their ids', async () => {
    expect(await said(fork())).toEqual(['a', 'b']);
  });

  it('run a node reached twice in one wave once, in different waves twice', async () => {
    const once = fork().wire('a.out', 'join.in').wire('b.out', 'join.in');
    expect(await said(once)).toEqual(['a', 'b', 'join']);
    const twice = fork()
      .node('late', 'say', { text: 'late' })
      .wire('a.out', 'join.in')
      .wire('b.out', 'late.in')
      .wire('late.out', 'join.in');
    expect(await said(twice)).toEqual(['a', 'b', 'join', 'late', 'join']);
  });

  it('wait for all their nodes before the next wave', async () => {
    const built = fork().default('a.wait', 100).wire('b.out', 'join.in');
    const { logs } = await run(built);
    expect(logs.map(({ message }) => message)).toEqual(['a', 'b', 'join']);
    expect(logs.at(-1)?.time).toBe(100);
  });

  it('end where a node leads to nobody but itself', async () => {
    expect(await said(chain('a').wire('a.out', 'a.in'))).toEqual(['a']);
  });

  it('end a path that came back to a node 128,000 times', async () => {
    const ring = chain('a', 'b').wire('b.out', 'a.in');
    const { status, activations } = await run(ring, { logLevel: 'Fatal' });
    expect(status).toBe('completed');
    expect(activations).toBe(1 + 2 * 128_000);
  });
});

describe('pure nodes', () => {
  it('are evaluated anew for every activation of every consumer, once each', async () => {
    const built = chain('a', 'b')
      .node('n', 'count')
      .node('double', 'count')
      .wire('n.value', 'double.add')
      .wire('double.value', 'a.text')
      .wire('n.value', 'b.text');
    // a: n=1, double=1+1; b: n=2
    expect(await said(built)).toEqual(['2', '2']);
  });

  it('in a cycle fail their consumer', async () => {
    const built = chain('a')
      .node('x', 'count')
      .node('y', 'count')
      .wire('x.value', 'y.add')
      .wire('y.value', 'x.add')
      .wire('y.value', 'a.text');
    const { status, logs } = await run(built);
    expect(status).toBe('failed');
    expect(logs[0]?.message).toBe('Cycle detected while resolving dependencies');
  });

  it('may stand in chains of thousands', async () => {
    const built = chain('a').node('n0', 'count');
    for (let index = 1; index < 5000; index++)
      built.node(`n${index}`, 'count').wire(`n${index - 1}.value`, `n${index}.add`);
    expect(await said(built.wire('n4999.value', 'a.text'))).toEqual(['5000']);
  });
});

describe('reading', () => {
  it('ignores the own default of a connected input', async () => {
    const built = chain('a').node('silent', 'say').pin('silent.value', 'Output', 'String');
    built.default('a.text', 'own').wire('silent.value', 'a.text');
    const { error } = await run(built);
    expect(error).toContain("Pin 'value' has no value, dependencies, or default value");
  });

  it('takes the default of the output upstream', async () => {
    const built = chain('a').node('other', 'say').pin('other.value', 'Output', 'String');
    built.default('other.value', 'theirs').wire('other.value', 'a.text');
    expect(await said(built)).toEqual(['theirs']);
  });

  it('takes the first upstream pin by id', async () => {
    const built = chain('a').node('other', 'say');
    for (const name of ['z', 'y'])
      built.pin(`other.${name}`, 'Output', 'String').default(`other.${name}`, name);
    expect(await said(built.wire('other.z', 'a.text').wire('other.y', 'a.text'))).toEqual(['y']);
  });

  it('goes through layers, and drops links that only one side knows', async () => {
    const built = chain('a')
      .layer('box', { relay: 'Integer', gate: 'Execution' })
      .node('n', 'count', { add: 6 })
      .node('inside', 'say', { text: 'inside' })
      .wire('n.value', 'box.relay')
      .wire('box.relay', 'a.text')
      .wire('a.out', 'box.gate')
      .wire('box.gate', 'inside.in')
      .halfWire('a.out', 'start.nowhere')
      .halfWire('n.value', 'inside.text');
    expect(await said(built)).toEqual(['7', 'inside']);
  });
});

describe('failures', () => {
  const failing = () => board().node('bad', 'fail').wire('start.out', 'bad.in');

  it('name the node and the cause, and end their path', async () => {
    const built = failing().node('after', 'say').wire('bad.out', 'after.in');
    const { status, error, logLevel, logs } = await run(built, { logLevel: 'Debug' });
    expect({ status, error, logLevel }).toEqual({
      status: 'failed',
      error: 'Node "Fail" (fail, bad) failed: it broke',
      logLevel: 'Error',
    });
    expect(logs.filter(({ nodeId }) => nodeId === 'bad').map(({ message }) => message)).toEqual([
      'Failed to execute node: it broke',
      'Starting Node Execution: fail [bad]',
      'Failed to execute node: ExecutionFailed("bad")',
      'Failed to get error handling nodes: Pin auto_handle_error not found',
    ]);
    expect(logs.some(({ nodeId }) => nodeId === 'after')).toBe(false);
  });

  it('of a node that does not exist come only when it is reached', async () => {
    const built = chain('a').node('unknown', 'no_such_node');
    expect((await run(built)).status).toBe('completed');
    const { error } = await run(built.wire('a.out', 'unknown.exec_in'));
    expect(error).toBe(
      `Node "no_such_node" (no_such_node, unknown) failed: This server has no node type 'no_such_node'`,
    );
  });

  it('of a pure node fail its consumer and name the pure node', async () => {
    const built = chain('a').node('n', 'count', { add: 'no number' }).wire('n.value', 'a.text');
    const { error, logs } = await run(built);
    expect(error).toBe(
      `Node "Count" (count, n) failed: Pin 'add' holds a string, expected an integer`,
    );
    expect(logs.filter(({ nodeId }) => nodeId === 'a').map(({ message }) => message)).toEqual([
      'Failed to trigger dependency: count',
      'Failed to trigger missing dependencies',
      'Failed to get error handling nodes: Pin auto_handle_error not found',
    ]);
  });

  it('are handled by what is wired to the error pin, and the run completes', async () => {
    const built = failing()
      .pin('bad.auto_handle_error', 'Output', 'Execution')
      .pin('bad.auto_handle_error_string', 'Output', 'String')
      .node('caught', 'say')
      .node('next', 'say', { text: 'next' })
      .wire('bad.auto_handle_error', 'caught.in')
      .wire('bad.auto_handle_error_string', 'caught.text')
      .wire('caught.out', 'next.in');
    expect(await run(built)).toMatchObject({ status: 'completed', error: null, logLevel: 'Error' });
    expect(await said(built)).toEqual(['it broke', 'next']);
  });

  it('stay unhandled when nothing is wired to the error pin', async () => {
    const built = failing().pin('bad.auto_handle_error', 'Output', 'Execution');
    const { status, logs } = await run(built);
    expect(status).toBe('failed');
    expect(logs.at(-1)?.message).toBe('No error handling nodes found for: bad');
  });

  it('of one branch leave the others alone', async () => {
    const built = failing().node('a', 'say', { text: 'a' }).wire('start.out', 'a.in');
    expect(await said(built)).toEqual(['a']);
    expect((await run(built)).status).toBe('failed');
  });

  it('fill the error text also where nothing is wired to the error pin', async () => {
    const built = failing()
      .pin('bad.auto_handle_error', 'Output', 'Execution')
      .pin('bad.auto_handle_error_string', 'Output', 'String')
      .node('wait', 'say', { wait: 5 })
      .node('later', 'say')
      .wire('start.out', 'wait.in')
      .wire('wait.out', 'later.in')
      .wire('bad.auto_handle_error_string', 'later.text');
    expect((await said(built)).at(-1)).toBe('it broke');
  });

  const touchy = Object.defineProperty(new Error(), 'message', {
    get: () => {
      throw new Error('do not touch');
    },
  });

  it.each<[string, unknown, string]>([
    ['an error', new TypeError('bug'), 'bug'],
    ['an error that says nothing', new TypeError(), 'TypeError'],
    ['a frozen error', Object.freeze(new Error('frozen')), 'frozen'],
    ['a text', 'text', 'text'],
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['an error that throws', touchy, 'It threw something that can’t be described'],
    ['a bare object', Object.create(null), 'It threw something that can’t be described'],
  ])('come of whatever is thrown, at once or later: %s', async (_, thrown, message) => {
    const atOnce = () => {
      throw thrown;
    };
    // oxlint-disable-next-line prefer-promise-reject-errors
    for (const body of [atOnce, () => Promise.reject(thrown)]) {
      const crash = defineNode({ ...fail, bind: () => body });
      const program = compile(readBoard(failing().json()), new NodeRegistry([start, crash]));
      const { error } = await execute(program, { start: 'start', host: new RecordingHost() });
      expect(error).toBe(`Node "Fail" (fail, bad) failed: ${message}`);
    }
  });

  it('are not what a body answers without need', async () => {
    for (const answer of [42, null, { then: (done: () => void) => done() }]) {
      const odd = defineNode({ ...fail, bind: () => () => answer as unknown as undefined });
      const program = compile(readBoard(failing().json()), new NodeRegistry([start, odd]));
      const { status } = await execute(program, { start: 'start', host: new RecordingHost() });
      expect(status).toBe('completed');
    }
  });
});

describe('the log', () => {
  it('drops lines below the level of the board', async () => {
    const built = aBoard(types, { log_level: 'Warn' }).node('start', 'start');
    built.node('a', 'say').wire('start.out', 'a.in');
    const { logs, logLevel, nodes } = await run(built, { logLevel: undefined });
    expect(logs).toEqual([]);
    expect(logLevel).toBe('Debug');
    expect(nodes).toEqual([
      ['start', 'Debug'],
      ['a', 'Debug'],
    ]);
  });

  it('groups its lines by activation, in the order the activations began', async () => {
    const built = chain('a').node('n', 'count').wire('n.value', 'a.text');
    const { logs } = await run(built, { logLevel: 'Debug' });
    expect(logs.map(({ message }) => message)).toEqual([
      'Starting Node Execution: start [start]',
      'Triggering missing dependency: count',
      '1',
      'Starting Node Execution: say [a]',
      'Starting Node Execution: count [n]',
    ]);
  });
});

it('only the start node reads the payload', async () => {
  const peek = defineNode({
    ...say,
    bind: () => (at) => {
      at.setResult((at.payload ?? null) as Value);
    },
  });
  const built = board().node('a', 'say').wire('start.out', 'a.in');
  const program = compile(readBoard(built.json()), new NodeRegistry([start, peek]));
  const options = { host: new RecordingHost(), payload: 5 };
  expect(await execute(program, { ...options, start: 'a' })).toMatchObject({ result: 5 });
  expect((await execute(program, { ...options, start: 'start' })).error).toContain(
    'Payload not found',
  );
});

describe('variables given from outside', () => {
  const read = (fields: object) => {
    const json = board().json() as { variables: object };
    json.variables = { v: { id: 'v', name: 'v', default_value: [49], ...fields } };
    const peek = defineNode({
      ...start,
      bind: () => (at) => at.setResult(at.getVariable('v')),
    });
    return compile(readBoard(json), new NodeRegistry([peek]));
  };
  const given = { runtime: new Map([['v', 'runtime']]), event: new Map([['v', 'event']]) };

  it.each([
    [{}, 1],
    [{ exposed: true }, 'event'],
    [{ runtime_configured: true }, 'runtime'],
    [{ runtime_configured: true, exposed: true }, 'runtime'],
    [{ secret: true }, 1],
  ])('count where the board says so: %j', async (fields, expected) => {
    const options = { start: 'start', host: new RecordingHost(), variables: given };
    expect((await execute(read(fields), options)).result).toBe(expected);
  });

  it('leave the default where none is given', async () => {
    const options = { start: 'start', host: new RecordingHost(), variables: {} };
    expect((await execute(read({ exposed: true }), options)).result).toBe(1);
  });
});
