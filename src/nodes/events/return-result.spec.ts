import { expect, it } from '@jest/globals';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

it('streams every result; the last one is what the run returns, and the run goes on', async () => {
  const host = new RecordingHost();
  const twice = board()
    .node('start', 'events_simple')
    .node('both', 'control_sequence')
    .node('one', 'events_generic_return_result', { response: 1 })
    .node('two', 'events_generic_return_result', { response: { b: null } })
    .wire('start.exec_out', 'both.exec_in')
    .wire('both.exec_out', 'one.exec_in')
    .wire('both.exec_out#2', 'two.exec_in');
  const { result } = await run(twice, { host });
  expect(result).toEqual({ b: null });
  expect(host.events.map(({ type, payload }) => [type, payload])).toEqual([
    ['generic_result', 1],
    ['generic_result', { b: null }],
  ]);
});
