import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Float } from '../../src/engine/index.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { board, echo, insertBoard, says, waits } from '../setup/boards.js';
import { JobsClient } from '../setup/jobs-client.js';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('jobs', () => {
  let surroundings: Surroundings;
  let api: RunningApp;
  let worker: RunningApp;
  let jobs: JobsClient;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    const { url } = surroundings.database;
    await insertBoard(url, 'app', 'echo', echo());
    await insertBoard(url, 'app', 'wait', waits(60_000));
    await insertBoard(url, 'app', 'short', waits(300));
    await insertBoard(url, 'app', 'versions', says('draft'), {
      '0.9.0': says('0.9.0'),
      '0.10.0': says('0.10.0'),
      '0.2.7': says('0.2.7'),
    });
    await insertBoard(url, 'app', 'two', says('a').node('other', 'events_simple'));
    await insertBoard(url, 'app', 'none', board().node('log', 'log_info'));
    await insertBoard(
      url,
      'app',
      'broken',
      board()
        .node('start', 'events_simple')
        .node('x', 'no_such_node')
        .wire('start.exec_out', 'x.exec_in'),
    );
    const env = { ...surroundings.env, SYNC_WAIT_MS: '500', SYNC_RUNS: '2' };
    api = await startApp('api', env);
    worker = await startApp('worker', env);
    jobs = new JobsClient(api.url);
  });
  afterAll(async () => {
    await api.close();
    await worker.close();
    await surroundings.database.drop();
  });

  it('runs a board in the background and keeps its result', async () => {
    const id = await jobs.submit({
      app_id: 'app',
      board_id: 'echo',
      version: 'latest',
      payload: { key: 'value' },
      mode: 'async',
    });
    expect(await jobs.untilFinal(id)).toEqual({
      job_id: id,
      status: 'completed',
      started_at: expect.stringMatching(ISO),
      completed_at: expect.stringMatching(ISO),
      error: null,
      result: 'value',
      progress: 100,
      attempts: 1,
      created_at: expect.stringMatching(ISO),
      priority: 0,
      retries_left: 0,
      rerun_of: null,
      callback: null,
    });
  });

  it.each(['standard', 'pool', 'warm'])('takes mode %s as async', async (mode) => {
    const id = await jobs.submit({ app_id: 'app', board_id: 'echo', payload: { key: 1 }, mode });
    expect((await jobs.untilFinal(id)).result).toBe(1);
  });

  it('says so when isolated runs are not set up', async () => {
    const answer = await jobs.send({ app_id: 'app', board_id: 'echo', mode: 'isolated' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ path: 'mode' }] });
  });

  describe('sync', () => {
    it('answers 200 with the finished job', async () => {
      const answer = await jobs.send(
        '{"app_id":"app","board_id":"echo","mode":"sync","payload":{"key":[1,1.0,1e3,12345678901234567890]}}',
      );
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      const text = await answer.text();
      expect(text).toContain('"status":"completed"');
      expect(text).toContain('"result":[1,1.0,1000.0,12345678901234567890]');
    });

    it('answers 201 when it takes longer than the server waits, and goes on', async () => {
      const answer = await jobs.send({ app_id: 'app', board_id: 'wait', mode: 'sync' });
      const body = (await answer.json()) as { job_id: string };
      expect([answer.status, body]).toEqual([201, { job_id: body.job_id, status: 'running' }]);
      expect(answer.headers.get('location')).toBe(`/jobs/${body.job_id}`);
      expect(await jobs.cancel(body.job_id)).toBe(204);
      await jobs.untilStatus(body.job_id, 'cancelled', 1000);
    });

    it('goes to a worker when all places of the process are taken', async () => {
      const run = () => jobs.send({ app_id: 'app', board_id: 'short', mode: 'sync' });
      const answers = await Promise.all([run(), run(), run(), run()]);
      for (const answer of answers) expect(await answer.json()).toMatchObject({ result: 'done' });
    });
  });

  describe('version', () => {
    const run = async (version?: string) => {
      const body = { app_id: 'app', board_id: 'versions', mode: 'sync', version };
      return ((await (await jobs.send(body)).json()) as { result: unknown }).result;
    };

    it('latest is the newest frozen one, by number and not by text', async () => {
      expect(await run()).toBe('0.10.0');
      expect(await run('latest')).toBe('0.10.0');
    });

    it('can be the draft or an older one', async () => {
      expect(await run('draft')).toBe('draft');
      expect(await run('0.2.7')).toBe('0.2.7');
    });

    it('that does not exist is 404', async () => {
      const answer = await jobs.send({ app_id: 'app', board_id: 'versions', version: '1.0.0' });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ detail: 'Board versions has no version 1.0.0' });
    });
  });

  describe('the start node', () => {
    const send = (board_id: string, node_id?: string) =>
      jobs.send({ app_id: 'app', board_id, node_id, mode: 'sync' });

    it('must be named when the board has several; the answer names them', async () => {
      const answer = await send('two');
      expect(answer.status).toBe(400);
      const { errors } = (await answer.json()) as { errors: { path: string; message: string }[] };
      expect(errors).toEqual([
        {
          path: 'node_id',
          message: 'name one of: start (Simple Event), other (Simple Event)',
        },
      ]);
      expect(await (await send('two', 'start')).json()).toMatchObject({ result: 'a' });
    });

    it('must be named when the board has none', async () => {
      expect((await send('none')).status).toBe(400);
      expect(await (await send('none', 'log')).json()).toMatchObject({ status: 'completed' });
    });

    it('must be on the board', async () => {
      expect((await send('echo', 'nobody')).status).toBe(400);
    });
  });

  it('answers 404 for an unknown app, board or job', async () => {
    expect((await jobs.send({ app_id: 'app', board_id: 'nope' })).status).toBe(404);
    expect((await jobs.send({ app_id: 'nope', board_id: 'echo' })).status).toBe(404);
    const missing = 'job-01a20a52-96db-7654-a37f-9b2811c6633b';
    for (const id of [missing, 'job-1', 'nope', "job-' OR 1=1", '%00'])
      for (const [method, path] of [
        ['GET', `/jobs/${id}`],
        ['POST', `/jobs/${id}/cancel`],
      ] as const)
        expect((await fetch(api.url + path, { method })).status).toBe(404);
  });

  it('a node that fails makes the job failed, with a sentence that names it', async () => {
    const id = await jobs.submit({ app_id: 'app', board_id: 'broken' });
    expect(await jobs.untilFinal(id)).toMatchObject({
      status: 'failed',
      error: `Node "no_such_node" (no_such_node, x) failed: This server has no node type 'no_such_node'`,
      result: null,
      attempts: 1,
    });
  });

  it('a time limit ends a job with status timeout', async () => {
    const id = await jobs.submit({ app_id: 'app', board_id: 'wait', timeout_ms: 50 });
    expect(await jobs.untilFinal(id)).toMatchObject({
      status: 'timeout',
      error: 'Stopped at its time limit of 50 ms',
    });
  });

  it('a payload can hold anything that JSON can', async () => {
    for (const key of [
      '\0',
      '\ud800',
      'ü'.repeat(1000),
      '',
      null,
      [[[]]],
      { a: { b: new Float(1) } },
    ]) {
      const answer = await jobs.send({
        app_id: 'app',
        board_id: 'echo',
        mode: 'sync',
        payload: { key },
      });
      expect(answer.status).toBe(200);
      const { result } = (await answer.json()) as { result: unknown };
      expect(result).toEqual(JSON.parse(JSON.stringify(key)));
    }
  });

  it('a payload that is nested too deeply is refused', async () => {
    const deep = `${'['.repeat(150)}1.0${']'.repeat(150)}`;
    const answer = await jobs.send(`{"app_id":"app","board_id":"echo","payload":${deep}}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ path: 'payload' }] });
  });

  describe('cancel', () => {
    it('ends a job that waits in a delay, within a second, and stays so', async () => {
      const id = await jobs.submit({ app_id: 'app', board_id: 'wait' });
      await jobs.untilStatus(id, 'running');
      expect(await jobs.cancel(id)).toBe(204);
      const job = await jobs.untilStatus(id, 'cancelled', 1000);
      expect(job).toMatchObject({ error: null, result: null, completed_at: expect.any(String) });
      expect(await jobs.cancel(id)).toBe(204);
      expect(await jobs.get(id)).toEqual(job);
    });

    it('ends a queued job before it ever starts', async () => {
      const id = await jobs.submit({ app_id: 'app', board_id: 'echo', delay_ms: 60_000 });
      expect(await jobs.get(id)).toMatchObject({ status: 'queued', progress: 0 });
      expect(await jobs.cancel(id)).toBe(204);
      expect(await jobs.get(id)).toMatchObject({
        status: 'cancelled',
        started_at: null,
        attempts: 0,
      });
    });

    it('is a conflict once the job has ended otherwise', async () => {
      const id = await jobs.submit({ app_id: 'app', board_id: 'echo', payload: { key: 1 } });
      await jobs.untilStatus(id, 'completed');
      expect(await jobs.cancel(id)).toBe(409);
    });
  });

  it('a delayed job starts when its time has come', async () => {
    const id = await jobs.submit({ app_id: 'app', board_id: 'versions', delay_ms: 300 });
    const job = await jobs.untilFinal(id);
    expect(Date.parse(job.started_at!) - Date.parse(job.created_at)).toBeGreaterThanOrEqual(300);
  });

  it('many jobs at once all end, each run once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 200 }, (_, key) =>
        jobs.submit({ app_id: 'app', board_id: 'echo', payload: { key } }),
      ),
    );
    for (const [key, id] of ids.entries())
      expect(await jobs.untilFinal(id)).toMatchObject({ result: key, attempts: 1 });
  });
});

describe('jobs with JOBS_AUTH=required', () => {
  it('ask for credentials before they say anything else', async () => {
    const surroundings = await createSurroundings();
    const api = await startApp('api', { ...surroundings.env, JOBS_AUTH: 'required' });
    try {
      const jobs = new JobsClient(api.url);
      const answers = [
        await jobs.send({}),
        await jobs.send({ app_id: 'a', board_id: 'b' }),
        await fetch(`${api.url}/jobs/x`),
        await fetch(`${api.url}/jobs/x/cancel`, { method: 'POST' }),
      ];
      for (const answer of answers) {
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    } finally {
      await api.close();
      await surroundings.database.drop();
    }
  });
});
