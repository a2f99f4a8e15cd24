import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { board, says } from '../setup/boards.js';
import { JobsClient } from '../setup/jobs-client.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { SentEvents } from '../setup/sent-events.js';

/** Asks a person, answers what they chose. */
const asks = () =>
  board()
    .node('start', 'events_simple')
    .node('ask', 'interaction_single_choice', { name: 'Go on?', ttl_seconds: 60 })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'ask.exec_in')
    .wire('ask.exec_out', 'end.exec_in')
    .wire('ask.response', 'end.response');

const tellsOwner = () =>
  board()
    .node('start', 'events_simple')
    .node('tell', 'notify_user', { title: 'Ready', description: 'Your report' })
    .wire('start.exec_out', 'tell.exec_in');

let surroundings: Surroundings;
let api: RunningApp;
let replica: RunningProcess;
let token: string;
let owner: ApiClient;
let app: string;

beforeAll(async () => {
  surroundings = await createSurroundings();
  // Runs that still ask somebody are not waited for at the end.
  api = await startApp('api', { ...surroundings.env, SHUTDOWN_GRACE_MS: '100' });
  replica = await startProcess('api', surroundings.env);
  const client = new ApiClient(api.url);
  token = (await client.register()).access_token;
  owner = client.as(token);
  app = (await owner.post('/api/v1/apps', { name: 'Asks' })).body.id;
  for (const [id, made] of Object.entries({ asks, says: () => says('hi'), tellsOwner }))
    await owner.put(`/api/v1/apps/${app}/board/${id}`, { ...(made().json() as object), name: id });
});
afterAll(async () => {
  await replica.stop();
  await api.close();
  await surroundings.database.drop();
});

const stream = (path: string, options: { method?: string; body?: object } = {}) =>
  SentEvents.open(`${api.url}/api/v1/${path}`, {
    ...options,
    headers: { authorization: `Bearer ${token}` },
  });
const run = () =>
  stream('execution/run', { method: 'POST', body: { app_id: app, board_id: 'asks' } });
const respond = (question: AnyJson, value: unknown, url = api.url, id = question.id) =>
  new ApiClient(url)
    .as(question.responder_jwt)
    .post(`/api/v1/interaction/${id}/respond`, { value });
const questionOf = async (events: SentEvents): Promise<AnyJson> => {
  for (let event = await events.next(); ; event = await events.next())
    if (event!.event === 'interaction_request') return event!.data.payload;
};

describe('a run that asks', () => {
  it('goes on with the answer, whichever replica takes it in', async () => {
    const events = await run();
    const question = await questionOf(events);
    expect(question).toMatchObject({
      name: 'Go on?',
      status: 'pending',
      app_id: app,
      ttl_seconds: 60,
      interaction_type: { type: 'single_choice' },
    });
    const [first] = question.interaction_type.options;
    const answer = await respond(question, { selected_id: first.id }, replica.url);
    expect([answer.status, answer.body]).toEqual([200, { accepted: true }]);
    expect((await respond(question, { selected_id: 'other' })).body).toEqual({ accepted: false });
    const rest = await events.rest();
    expect(rest.map(({ event, data }) => [event, data.payload])).toContainEqual([
      'generic_result',
      first.label,
    ]);
  });

  it('is answered by nobody without the credentials of the very question', async () => {
    const events = await run();
    const question = await questionOf(events);
    const other = await questionOf(await run());
    expect((await respond(question, 1, api.url, other.id)).status).toBe(403);
    const forged = { ...question, responder_jwt: `int_${question.id}.${'x'.repeat(43)}` };
    expect((await respond(forged, 1)).status).toBe(404);
    for (const responder_jwt of ['', 'x', token])
      expect((await respond({ ...question, responder_jwt }, 1)).status).toBe(401);
    const runId = question.run_id;
    await owner.post(`/api/v1/execution/${runId}/cancel`);
    await events.rest();
    const late = await respond(question, 1);
    expect([late.status, late.body.code]).toEqual([410, 'GONE']);
  });

  it('holds no place in the api while it waits', async () => {
    const one = await startProcess('api', { ...surroundings.env, SYNC_RUNS: '1' });
    try {
      const asked = { app_id: app, board_id: 'asks' };
      const headers = { authorization: `Bearer ${token}` };
      const url = `${one.url}/api/v1/execution/run`;
      const waiting = await SentEvents.open(url, { method: 'POST', body: asked, headers });
      const question = await questionOf(waiting);
      // With no worker there is nobody else to run it.
      const client = new ApiClient(one.url).as(token);
      const { body } = await client.post('/api/v1/execution/run', { ...asked, board_id: 'says' });
      expect(body).toMatchObject({ status: 'completed', result: 'hi' });
      await respond(question, { freeform_value: 'yes' });
      await waiting.rest();
    } finally {
      await one.stop();
    }
  });

  it('holds no place in its worker while it waits', async () => {
    const worker = await startApp('worker', { ...surroundings.env, RUN_CONCURRENCY: '1' });
    try {
      const jobs = new JobsClient(api.url);
      const waiting = await jobs.submit({ app_id: app, board_id: 'asks' });
      const events = await SentEvents.open(
        `${api.url}/api/v1/execution/${waiting.slice(4)}/events`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      const question = await questionOf(events);
      const next = await jobs.submit({ app_id: app, board_id: 'says' });
      expect(await jobs.untilFinal(next)).toMatchObject({ status: 'completed', result: 'hi' });
      expect((await jobs.get(waiting)).status).toBe('running');
      await respond(question, { freeform_value: 'yes' });
      expect(await jobs.untilFinal(waiting)).toMatchObject({ status: 'completed', result: 'yes' });
    } finally {
      await worker.close();
    }
  });
});

describe('POST /interaction', () => {
  const open = (body: object = {}) =>
    stream('interaction', { method: 'POST', body: { app_id: app, ...body } });

  it('opens a question and streams its answer', async () => {
    const events = await open();
    const { event, data } = (await events.next())!;
    expect([event, data]).toEqual([
      'created',
      { id: expect.any(String), responder_jwt: expect.any(String), expires_at: expect.any(String) },
    ]);
    await respond(data, { a: [1] });
    expect((await events.rest()).map(({ event: type, data: sent }) => [type, sent])).toEqual([
      ['responded', { value: { a: [1] } }],
    ]);
  });

  it('tells when nobody answered in time', async () => {
    const events = await open({ ttl_seconds: 1 });
    const { data } = (await events.next())!;
    expect((await events.rest()).map(({ event }) => event)).toEqual(['expired']);
    expect((await respond(data, 1)).status).toBe(410);
  });

  it('ends the oldest of more than ten', async () => {
    const opened: SentEvents[] = [];
    for (let count = 0; count < 11; count++) {
      const events = await open();
      await events.next();
      opened.push(events);
    }
    expect((await opened[0]!.rest()).map(({ event }) => event)).toEqual(['expired']);
    for (const events of opened.slice(1)) events.cut();
  });

  it('is for those who may run things in the app', async () => {
    const client = new ApiClient(api.url);
    const other = client.as((await client.register()).access_token);
    expect((await other.post('/api/v1/interaction', { app_id: app })).status).toBe(404);
    expect((await owner.post('/api/v1/interaction', { app_id: app, ttl_seconds: 0 })).status).toBe(
      400,
    );
  });
});

describe('a notification', () => {
  const listed = async () => (await owner.get('/api/v1/user/notifications/list')).body;

  it('of a run finds whoever started it', async () => {
    const body = { app_id: app, board_id: 'tellsOwner' };
    const { body: ended } = await owner.post('/api/v1/execution/run', body);
    expect([ended.status, ended.error]).toEqual(['completed', null]);
    expect((await listed())[0]).toMatchObject({ title: 'Ready', description: 'Your report' });
  });

  it('of a client finds members of the app and nobody else', async () => {
    const path = `/api/v1/apps/${app}/notifications/create`;
    const { status, body } = await owner.post(path, {
      title: 'Look',
      link: '/use?id=x',
      run_id: 'y',
    });
    expect([status, body]).toEqual([200, { id: expect.any(String), success: true }]);
    expect((await listed())[0]).toMatchObject({ title: 'Look', link: '/use?id=x' });
    const client = new ApiClient(api.url);
    const { user } = await client.register();
    const stranger = await owner.post(path, { title: 'Look', target_user_sub: user.id });
    expect([stranger.status, stranger.body.errors[0].path]).toEqual([400, 'target_user_sub']);
    for (const link of ['javascript:alert(1)', '//evil.example.com', 'http://plain.example.com'])
      expect((await owner.post(path, { title: 'Look', link })).status).toBe(400);
  });
});
