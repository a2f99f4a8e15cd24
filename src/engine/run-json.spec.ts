import { expect, it } from '@jest/globals';
import { interComEventJson, logMessageJson, logMetaJson, systemTimeJson } from './run-json.js';
import { chain, run } from './rules.testing.js';
import { Float } from './value.js';

it.each([
  [0, 0, 0],
  [1999, 1, 999_000_000],
  [1_760_000_000_123.25, 1_760_000_000, 123_250_000],
  [-1, -1, 999_000_000],
])('a moment of %p ms is whole seconds and the rest in nanoseconds', (ms, secs, nanos) => {
  expect(systemTimeJson(ms)).toEqual({ secs_since_epoch: secs, nanos_since_epoch: nanos });
});

it('a log line names its level and its node, and has both times', () => {
  const moment = { secs_since_epoch: 2, nanos_since_epoch: 5_000_000 };
  expect(logMessageJson({ level: 'Warn', nodeId: 'n', message: 'm', time: 2005 })).toEqual({
    message: 'm',
    operation_id: null,
    node_id: 'n',
    log_level: 'Warn',
    stats: { token_in: null, token_out: null, bit_ids: null },
    start: moment,
    end: moment,
  });
});

it('the summary of a run counts lines, levels in numbers and time in microseconds', async () => {
  const result = await run(chain('a').node('bad', 'fail').wire('a.out', 'bad.in'));
  const facts = {
    appId: 'app',
    runId: 'run',
    boardId: 'board',
    boardVersion: [1, 0, 3],
    startNode: 'start',
    began: 10,
    ended: 12.5,
  } as const;
  expect(logMetaJson({ ...facts, payload: [new Float(1)] }, result)).toEqual({
    app_id: 'app',
    run_id: 'run',
    board_id: 'board',
    start: 10_000,
    end: 12_500,
    log_level: 3,
    version: 'v1-0-3',
    nodes: [
      ['start', 0],
      ['a', 1],
      ['bad', 3],
    ],
    logs: result.logs.length,
    node_id: 'start',
    event_version: null,
    event_id: '',
    payload: [...Buffer.from('[1.0]')],
    is_remote: true,
  });
  const event = { id: 'e', version: [0, 0, 2] } as const;
  expect(logMetaJson({ ...facts, event }, result)).toMatchObject({
    event_id: 'e',
    event_version: 'v0-0-2',
    payload: [...Buffer.from('null')],
  });
});

it('an event carries its type, its payload and its time', () => {
  expect(interComEventJson({ type: 'toast', payload: { a: 1 }, time: 1000 }, 'id')).toEqual({
    event_id: 'id',
    event_type: 'toast',
    payload: { a: 1 },
    timestamp: { secs_since_epoch: 1, nanos_since_epoch: 0 },
  });
});
