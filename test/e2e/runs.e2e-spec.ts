import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { board, echo, says, waits } from '../setup/boards.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { type SentEvent, SentEvents } from '../setup/sent-events.js';
import { until } from '../setup/until.js';

/** Tells of its progress, waits, tells again. */
const tells = (ms: number) =>
  board()
    .node('start', 'events_simple')
    .node('first', 'log_progress', { message: 'one' })
    .node('wait', 'delay', { time: ms })
    .node('second', 'log_progress', { message: 'two' })
    .node('end', 'events_generic_return_result', { response: 'three' })
    .wire('start.exec_out', 'first.exec_in')
    .wire('first.exec_out', 'wait.exec_in')
    .wire('wait.exec_out', 'second.exec_in')
    .wire('second.exec_out', 'end.exec_in');

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TOLD = ['run_initiated', 'log', 'progress', 'progress', 'generic_result', 'log', 'completed'];

let surroundings: Surroundings;
let api: RunningApp;
let replica: RunningProcess;
let owner: ApiClient;
let token: string;
let app: string;
const boards: Record<string, string> = {};

beforeAll(async () => {
  surroundings = await createSurroundings();
  const env = { ...surroundings.env, JOBS_AUTH: 'required', SYNC_WAIT_MS: '500' };
  api = await startApp('api', env);
  replica = await startProcess('api', env);
  const client = new ApiClient(api.url);
  token = (await client.register()).access_token;
  owner = client.as(token);
  app = (await owner.post('/api/v1/apps', { name: 'Runs' })).body.id;
  const built = {
    silent: board().node('start', 'events_simple'),
    echo: echo(),
    says: says('hi'),
    waits: waits(60_000),
    tells: tells(200),
    failing,
  };
  for (const [name, made] of Object.entries(built)) {
    const template = (typeof made === 'function' ? made() : made).json();
    const path = `/api/v1/apps/${app}/board/${name}`;
    boards[name] = (await owner.put(path, { name, template })).body.id;
  }
});
afterAll(async () => {
  await replica.stop();
  await api.close();
  await surroundings.database.drop();
});

const failing = () =>
  board()
    .node('start', 'events_simple')
    .node('bad', 'string_format', { format_string: '{missing}' })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('bad.formatted_string', 'end.response');

const run = (name: string, more: object = {}, headers: Record<string, string> = {}) =>
  owner
    .with(headers)
    .post('/api/v1/execution/run', { app_id: app, board_id: boards[name], ...more });
const stream = (path: string, options: { body?: object; headers?: object; url?: string } = {}) =>
  SentEvents.open(`${options.url ?? api.url}/api/v1/${path}`, {
    ...(options.body && { method: 'POST', body: options.body }),
    headers: { authorization: `Bearer ${token}`, ...options.headers },
  });
const typesOf = (events: readonly SentEvent[]) => events.map(({ event }) => event);

describe('POST /execution/run', () => {
  it('runs a board and answers its result', async () => {
    const { status, body, headers } = await run('echo', { payload: { key: [1, 'x'] } });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'completed',
      result: [1, 'x'],
      error: null,
      created_at: expect.stringMatching(ISO),
      started_at: expect.stringMatching(ISO),
      completed_at: expect.stringMatching(ISO),
      duration_ms: expect.any(Number),
      log_level: expect.any(Number),
      app_id: app,
      board_id: boards['echo'],
      version: 'draft',
      event_id: null,
      attempts: 1,
      source: 'run',
      started_by: expect.stringMatching(/^user:/),
      rerun_of: null,
      timing: {
        wait: expect.any(Number),
        start: expect.any(Number),
        nodes: expect.any(Number),
        io: 0,
      },
    });
    expect(headers.get('server-timing')).toMatch(
      /^wait;dur=\S+, start;dur=\S+, nodes;dur=\S+, io;dur=0$/,
    );
    const read = await owner.get(`/api/v1/execution/${body.id}`);
    expect(read.body).toEqual({ ...body, timing: expect.any(Object) });
    expect((await owner.get(`/jobs/job-${body.id}`)).body).toMatchObject({ result: [1, 'x'] });
  });

  it('keeps 1.0 apart from 1', async () => {
    const answer = await fetch(`${api.url}/api/v1/execution/run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: `{"app_id":"${app}","board_id":"${boards['echo']}","payload":{"key":[1,1.0]}}`,
    });
    expect(await answer.text()).toContain('"result":[1,1.0]');
  });

  it('tells a failed run from a failed request', async () => {
    const { status, body } = await run('failing');
    expect([status, body.status]).toEqual([200, 'failed']);
    expect(body.error).toContain("Pin 'missing' has no value");
  });

  it('answers 201 when the run outlasts the patience of the server or of the caller', async () => {
    const asked = [run('waits'), run('waits', {}, { prefer: 'wait=0' })];
    for (const { status, body, headers } of await Promise.all(asked)) {
      expect([status, body.status]).toEqual([201, 'running']);
      expect(headers.get('location')).toBe(`/api/v1/execution/${body.id}`);
      expect((await owner.post(`/api/v1/execution/${body.id}/cancel`)).status).toBe(204);
      await until(async () => {
        const { body: now } = await owner.get(`/api/v1/execution/${body.id}`);
        return now.status === 'cancelled';
      });
      expect((await owner.post(`/api/v1/execution/${body.id}/cancel`)).status).toBe(204);
    }
  });

  it('queues with mode async', async () => {
    const { status, body, headers } = await run('says', { mode: 'async' });
    expect([status, body]).toEqual([201, { id: body.id, status: 'queued' }]);
    expect(headers.get('location')).toBe(`/api/v1/execution/${body.id}`);
    await owner.post(`/api/v1/execution/${body.id}/cancel`);
    const events = await (await stream(`execution/${body.id}/events`)).rest();
    expect(typesOf(events).at(-1)).toBe('completed');
    expect(events.at(-1)!.data.payload).toMatchObject({ status: 'cancelled' });
  });

  it.each([
    [{}, 'board_id'],
    [{ board_id: 'x', event_id: 'y' }, 'board_id'],
    [{ event_id: 'y', version: 'draft' }, 'version'],
    [{ board_id: 'x', nod_id: 'y' }, 'nod_id'],
    [{ board_id: 'x', mode: 'later' }, 'mode'],
  ])('refuses %j and names %s', async (body, path) => {
    const answer = await owner.post('/api/v1/execution/run', { app_id: app, ...body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual({ path, message: expect.any(String) });
  });

  it('knows neither boards nor apps that are not there', async () => {
    expect((await run('says', { board_id: 'none' })).status).toBe(404);
    expect((await run('says', { app_id: 'none' })).status).toBe(404);
    expect((await run('says', { board_id: undefined, event_id: 'none' })).status).toBe(404);
  });
});

describe('a run is seen', () => {
  let other: ApiClient;
  let id: string;

  beforeAll(async () => {
    const client = new ApiClient(api.url);
    other = client.as((await client.register()).access_token);
    id = (await run('says')).body.id;
  });

  it.each(['', '/events'])('by no stranger (GET /execution/{id}%s)', async (rest) => {
    expect((await other.get(`/api/v1/execution/${id}${rest}`)).status).toBe(404);
    expect((await new ApiClient(api.url).get(`/api/v1/execution/${id}${rest}`)).status).toBe(401);
  });

  it('stopped by no stranger, and not once it has ended', async () => {
    expect((await other.post(`/api/v1/execution/${id}/cancel`)).status).toBe(404);
    expect((await owner.post(`/api/v1/execution/${id}/cancel`)).status).toBe(409);
  });

  it.each(['no-uuid', '019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90'])(
    'not when there is none: %s',
    async (none) => {
      expect((await owner.get(`/api/v1/execution/${none}`)).status).toBe(404);
      expect((await owner.get(`/api/v1/execution/run/${none}`)).status).toBe(404);
      expect((await owner.post(`/api/v1/runs/${none}/cancel`)).status).toBe(404);
    },
  );

  it('by a member who may only run things if it is their own', async () => {
    await owner.patch(`/api/v1/apps/${app}/visibility`, { visibility: 'Prototype' });
    await owner.put(`/api/v1/apps/${app}/team/link`, { name: 'in', max_uses: 5 });
    const { body: links } = await owner.get(`/api/v1/apps/${app}/team/link`);
    const joined = await other.post(`/api/v1/apps/${app}/team/link/join/${links[0].token}`);
    expect(joined.status).toBe(200);
    expect((await other.get(`/api/v1/execution/${id}`)).status).toBe(404);
    const body = { app_id: app, board_id: boards['says'] };
    const own = (await other.post('/api/v1/execution/run', body)).body.id;
    expect((await other.get(`/api/v1/execution/${own}`)).status).toBe(200);
    expect((await owner.get(`/api/v1/execution/${own}`)).status).toBe(200);
    expect((await other.get(`/jobs/job-${id}`)).status).toBe(404);
  });
});

describe('a stream', () => {
  it('tells a run from its beginning to its end, and is closed then', async () => {
    const body = { app_id: app, board_id: boards['tells'] };
    const opened = await stream('execution/run', { body });
    expect(opened.answer.status).toBe(200);
    expect(opened.answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(opened.answer.headers.get('x-request-id')).not.toBeNull();
    const events = await opened.rest();
    expect(typesOf(events)).toEqual(TOLD);
    for (const { event, data, id } of events) {
      expect(data).toEqual({
        event_id: expect.stringContaining(id!),
        event_type: event,
        payload: expect.anything(),
        timestamp: { secs_since_epoch: expect.any(Number), nanos_since_epoch: expect.any(Number) },
      });
    }
    expect(events.at(-1)!.data.payload).toMatchObject({ status: 'completed', log_level: 0 });
    expect(new Set(events.map(({ data }) => data.event_id)).size).toBe(events.length);
  });

  it('is whole again wherever it was cut, here and at another replica', async () => {
    const opened = await stream('execution/run', {
      body: { app_id: app, board_id: boards['tells'] },
    });
    const first = (await opened.next())!;
    const runId = first.data.payload.run_id;
    opened.cut();
    let last = first;
    const seen = [first];
    // Every event over a connection of its own, at the two replicas in turn.
    for (let index = 0; last.event !== 'completed'; index++) {
      const url = index % 2 === 0 ? replica.url : api.url;
      const headers = { 'last-event-id': last.id! };
      const again = await stream(`execution/${runId}/events`, { url, headers });
      last = (await again.next())!;
      again.cut();
      seen.push(last);
    }
    expect(typesOf(seen)).toEqual(TOLD);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(TOLD.length);
    const whole = await (await stream(`execution/${runId}/events`, { url: replica.url })).rest();
    expect(whole.map(({ id, event }) => [id, event])).toEqual(
      seen.map(({ id, event }) => [id, event]),
    );
    const at = { headers: { 'last-event-id': last.id! } };
    expect(await (await stream(`execution/${runId}/events`, at)).rest()).toEqual([]);
    const strange = { headers: { 'last-event-id': 'none of ours' } };
    expect(await (await stream(`execution/${runId}/events`, strange)).rest()).toHaveLength(7);
  });

  it('tells no result of a run that returned nothing', async () => {
    const body = { app_id: app, board_id: boards['silent'] };
    const events = await (await stream('execution/run', { body })).rest();
    const runId = events[0]!.data.payload.run_id;
    const again = await stream(`execution/${runId}/events`, { url: replica.url });
    for (const told of [events, await again.rest()])
      expect(typesOf(told)).toEqual(['run_initiated', 'log', 'log', 'completed']);
  });

  it('ends when the run is cancelled', async () => {
    const opened = await stream('execution/run', {
      body: { app_id: app, board_id: boards['waits'] },
    });
    const { data } = (await opened.next())!;
    expect((await owner.post(`/api/v1/runs/${data.payload.run_id}/cancel`)).body).toBeNull();
    const events = await opened.rest();
    expect(events.at(-1)!.data.payload).toMatchObject({ status: 'cancelled' });
  });
});

describe('the doors of the editor', () => {
  const invoke = (name: string, more: object = {}) =>
    stream(`apps/${app}/board/${boards[name]}/invoke`, {
      body: { node_id: 'start', stream_state: true, token: 'x', profile_id: 'y', ...more },
    });

  it('run a board from a node and light its nodes up', async () => {
    const events = await (await invoke('tells')).rest();
    const runId = events[0]!.data.payload.run_id;
    expect(
      events.filter(({ event }) => !event.startsWith('run:')).map(({ event }) => event),
    ).toEqual(TOLD);
    const lit = events.filter(({ event }) => event === `run:${runId}`);
    expect(lit[0]!.data.payload).toEqual({ runId, nodeIds: ['start'], method: 'add' });
    const { body } = await owner.get(`/api/v1/apps/${app}/board/${boards['tells']}/runs?limit=1`);
    expect(body[0].run_id).toBe(runId);
    const state = await owner.get(`/api/v1/execution/run/${runId}`);
    expect(state.body).toMatchObject({
      run_id: runId,
      status: 'Completed',
      mode: 'Http',
      progress: 100,
      input_payload_len: 4,
      output_payload_len: 7,
    });
  });

  it('run without the states of nodes when not asked for them', async () => {
    const events = await (await invoke('tells', { stream_state: false })).rest();
    expect(typesOf(events)).toEqual(TOLD);
  });

  it('say before the stream begins what is wrong', async () => {
    const refused = (more: object) =>
      owner.post(`/api/v1/apps/${app}/board/${boards['says']}/invoke`, {
        node_id: 'start',
        ...more,
      });
    for (const more of [{ node_id: 'none' }, { node_id: undefined }, { version: [1] }])
      expect((await refused(more)).status).toBe(400);
    expect((await refused({ version: [9, 9, 9] })).status).toBe(404);
    const { status, body } = await refused({ runtime_variables: { v: { id: 'v', name: 7 } } });
    expect([status, body.errors[0].path]).toEqual([400, 'runtime_variables.v.name']);
  });

  it('run in the background, to be polled', async () => {
    const worker = await startApp('worker', surroundings.env);
    try {
      const path = `/api/v1/apps/${app}/board/${boards['tells']}/invoke/async`;
      const { body } = await owner.post(path, { node_id: 'start' });
      expect(body).toMatchObject({ status: 'pending', backend: 'queue' });
      const poller = new ApiClient(api.url).as(body.poll_token);
      const seen: AnyJson[] = [];
      for (
        let after = 0, state = '';
        state !== 'Completed' || seen.at(-1)?.event_type !== 'completed';
      ) {
        const answer = await poller.get(`/api/v1/execution/poll?after_sequence=${after}&timeout=5`);
        expect(answer.status).toBe(200);
        expect(answer.body.run_id).toBe(body.run_id);
        seen.push(...answer.body.events);
        after = seen.at(-1)?.sequence ?? 0;
        state = answer.body.status;
      }
      expect(
        seen.map(({ event_type }) => event_type).filter((type) => !type.startsWith('run:')),
      ).toEqual(TOLD);
      expect((await new ApiClient(api.url).as('x').get('/api/v1/execution/poll')).status).toBe(401);
    } finally {
      await worker.close();
    }
  });
});
