import { aBoard } from '../src/engine/testing.js';
import { allNodes } from '../src/nodes/index.js';
import { caller, register } from './caller.js';
import { beside, inTurns, type Request } from './in-turns.js';
import type { Places } from './jobs.js';
import { row } from './report.js';

const BODY = '{"app_id":"your-app-id","board_id":"your-board-id","payload":{"key":"value"}}';

/** Runs and jobs over HTTP, with all that is kept of them committed before the answer. */
export async function benchRuns(places: Places): Promise<void> {
  const { apiUrl, databaseUrl, redisUrl } = places;
  const token = await register(apiUrl);
  const as = caller(apiUrl, token);
  const app = await as<{ id: string }>('POST', 'apps', { name: 'Bench' });
  await as('PUT', `apps/${app.id}/board/two`, echoBoard());
  const post = (url: string, body: string): Request => ({
    url,
    body,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  const run = JSON.stringify({ app_id: app.id, board_id: 'two', payload: { key: 'value' } });
  const [ours, echo] = await beside('bare-fastify.js', [], (url) =>
    inTurns([post(`${apiUrl}/api/v1/execution/run`, run), post(`${url}/echo`, BODY)]),
  );
  row('runs: sync, two nodes, over HTTP', ours!.rate, 'runs/s', echo!.rate, 'bare Fastify echo');
  row('runs: the same, median', ours!.p50, 'ms');
  const [submit, naive] = await beside('naive-submit.js', [databaseUrl, redisUrl], (url) =>
    inTurns([post(`${apiUrl}/jobs/submit`, BODY), post(url, BODY)]),
  );
  row('jobs: submit over HTTP', submit!.rate, 'requests/s', naive!.rate, 'a naive submit');
}

/** Answers the member `key` of its payload. */
function echoBoard(): object {
  return aBoard(allNodes)
    .node('start', 'events_generic')
    .pin('start.key', 'Output', 'Generic')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('start.key', 'end.response')
    .json() as object;
}
