import { expect, it } from '@jest/globals';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

it('utils_datetime_now tells the time of the host', async () => {
  const host = new RecordingHost();
  const built = board()
    .node('start', 'events_simple')
    .node('now', 'utils_datetime_now')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'now.exec_in')
    .wire('now.exec_out', 'end.exec_in')
    .wire('now.date', 'end.response');
  const before = host.clock.now();
  const { result } = await run(built, { host });
  const told = Date.parse(result as string);
  expect(told).toBeGreaterThanOrEqual(before);
  expect(told).toBeLessThanOrEqual(host.clock.now());
  expect(result).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
});
