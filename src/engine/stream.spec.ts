import { describe, expect, it } from '@jest/globals';
import { readBoard } from './board.js';
import { compile } from './compile.js';
import { RunStopped } from './errors.js';
import { chain, registry } from './rules.testing.js';
import { executeTelling } from './stream.js';
import { type BoardBuilder, RecordingHost } from './testing.js';

async function eventsOf(board: BoardBuilder, options: object = {}) {
  const host = new RecordingHost();
  const program = compile(readBoard(board.json()), registry);
  await executeTelling(program, { start: 'start', host, runId: 'r', ...options });
  return host.events.map(({ type, payload }) => [type, payload]);
}
const started = [
  ['run_initiated', { run_id: 'r' }],
  ['log', { message: 'Execution started' }],
];
const ended = (fields: object) => [
  ['log', { message: 'Execution completed' }],
  ['completed', { run_id: 'r', status: 'completed', duration_ms: 0, log_level: 0, ...fields }],
];

describe('executeTelling', () => {
  it('tells that a run begins and how it ended', async () => {
    expect(await eventsOf(chain('a'))).toEqual([...started, ...ended({ log_level: 1 })]);
  });

  it('tells of every node when asked', async () => {
    const node = (id: string, method: string) => ['run:r', { runId: 'r', nodeIds: [id], method }];
    expect(await eventsOf(chain('a'), { tellNodes: true })).toEqual([
      ...started,
      node('start', 'add'),
      node('start', 'remove'),
      node('a', 'add'),
      node('a', 'remove'),
      ...ended({ log_level: 1 }),
    ]);
  });

  it('says completed although a node failed: the level tells', async () => {
    const built = chain('a').node('bad', 'fail').wire('a.out', 'bad.in');
    expect(await eventsOf(built)).toEqual([...started, ...ended({ log_level: 3 })]);
    const nodes = (await eventsOf(built, { tellNodes: true })).filter(([type]) => type === 'run:r');
    expect(nodes.at(-1)).toEqual(['run:r', { runId: 'r', nodeIds: ['bad'], method: 'remove' }]);
  });

  it('takes the time a run waited into account', async () => {
    expect((await eventsOf(chain('a').default('a.wait', 250))).at(-1)).toMatchObject([
      'completed',
      { duration_ms: 250 },
    ]);
  });

  it.each([
    ['cancelled', ended({ status: 'cancelled' })],
    [
      'timeout',
      [
        ['log', { message: 'Execution completed' }],
        ['error', { message: 'Execution timeout' }],
        ...ended({ status: 'failed', log_level: 4 }).slice(1),
      ],
    ],
  ] as const)('a run that is stopped: %s', async (reason, end) => {
    const signal = AbortSignal.abort(new RunStopped(reason, 'Stopped'));
    expect(await eventsOf(chain('a').default('a.wait', 5), { signal })).toEqual([
      ...started,
      ...end,
    ]);
  });
});
