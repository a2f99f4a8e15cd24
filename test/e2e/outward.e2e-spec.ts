import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalServer } from '../../src/outward/local-server.testing.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { board, insertBoard } from '../setup/boards.js';
import { type JobBody, JobsClient } from '../setup/jobs-client.js';

/** Boards of a whole server that send requests. */
describe('requests of boards', () => {
  let surroundings: Surroundings;
  let server: LocalServer;
  let answer: string;
  const apps: RunningApp[] = [];

  beforeAll(async () => {
    surroundings = await createSurroundings();
    server = await LocalServer.start((_, response) => response.end(answer));
    const fetching = board()
      .node('start', 'events_simple')
      .node('make', 'http_make_request', { method: 'PUT', url: server.url })
      .node('body', 'http_set_string_body', { body: 'as it is' })
      .node('fetch', 'http_fetch')
      .node('json', 'http_response_to_json')
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'fetch.exec_in')
      .wire('make.request', 'body.request')
      .wire('body.request_out', 'fetch.request')
      .wire('fetch.exec_success', 'json.exec_in')
      .wire('fetch.response', 'json.response')
      .wire('json.exec_out', 'end.exec_in')
      .wire('json.struct', 'end.response');
    await insertBoard(surroundings.database.url, 'app', 'fetch', fetching);
  });
  afterAll(async () => {
    for (const { close } of apps) await close();
    await server.stop();
    await surroundings.database.drop();
  });
  beforeEach(() => {
    server.received.splice(0);
    answer = '{"pets": 2}';
  });

  async function runWith(env: Record<string, string>): Promise<JobBody> {
    const api = await startApp('api', { ...surroundings.env, ...env });
    apps.push(api);
    const job = { app_id: 'app', board_id: 'fetch', mode: 'sync' };
    return (await (await new JobsClient(api.url).send(job)).json()) as JobBody;
  }

  it('do not reach the network the server stands in', async () => {
    const { status, error } = await runWith({});
    expect(status).toBe('failed');
    expect(error).toMatch(
      /^Node "API Call" \(http_fetch, fetch\) failed: 127.0.0.1 must not be reached/,
    );
    expect(server.connections).toBe(0);
  });

  it('go where they are allowed to, each with a name of its own', async () => {
    const { job_id, status, result } = await runWith({ OUTWARD_ALLOW: '127.0.0.0/8' });
    expect({ status, result }).toEqual({ status: 'completed', result: { pets: 2 } });
    expect(server.received).toMatchObject([
      {
        method: 'PUT',
        body: 'as it is',
        headers: { 'idempotency-key': `${job_id.replace(/^job-/, '')}:fetch:1` },
      },
    ]);
  });

  it('get answers of the size that is configured', async () => {
    answer = JSON.stringify('x'.repeat(1024));
    const { status, error } = await runWith({
      OUTWARD_ALLOW: '127.0.0.1',
      OUTWARD_RESPONSE_BYTES: '1024',
    });
    expect({ status, error }).toEqual({
      status: 'failed',
      error: 'Node "API Call" (http_fetch, fetch) failed: The answer is larger than 1024 bytes',
    });
  });
});
