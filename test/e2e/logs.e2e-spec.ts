import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { board, insertBoard } from '../setup/boards.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { until } from '../setup/until.js';

const PLANTED = ['body', 'header', 'query', 'board', 'message', 'credential', 'cookie'].map(
  (place) => `planted-in-${place}`,
);
const [BODY, HEADER, QUERY, BOARD, MESSAGE, CREDENTIAL, COOKIE] = PLANTED as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const TRACE = '0af7651916cd43dd8448eb211c80319c';

type Line = Readonly<Record<string, unknown>>;

describe('the log', () => {
  let surroundings: Surroundings;
  let api: RunningProcess;
  let worker: RunningProcess;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    const telling = board()
      .node('start', 'events_generic')
      .node('tell', 'log_error', { message: MESSAGE })
      .node('end', 'events_generic_return_result', { response: BOARD })
      .wire('start.exec_out', 'tell.exec_in')
      .wire('tell.exec_out', 'end.exec_in')
      .variable('secret', BOARD, { secret: true });
    await insertBoard(surroundings.database.url, 'app', 'b', telling);
    const env = { ...surroundings.env, LOG_LEVEL: 'trace' };
    api = await startProcess('api', env);
    worker = await startProcess('worker', { ...env, LOG_LEVEL: 'info' });
  }, 90_000);
  afterAll(async () => {
    await api?.stop();
    await worker?.stop();
    await surroundings.database.drop();
  });

  const linesOf = ({ output }: RunningProcess): Line[] =>
    output()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  const find = (process: RunningProcess, msg: string, fields: Line = {}) =>
    linesOf(process).find(
      (line) =>
        line['msg'] === msg && Object.entries(fields).every(([key, value]) => line[key] === value),
    );

  async function submit(mode: string, more: object = {}, headers: object = {}): Promise<Line> {
    const answer = await fetch(`${api.url}/jobs/submit?token=${QUERY}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `session=${COOKIE}`,
        'x-secret': HEADER,
        'x-request-id': 'request-1',
        traceparent: `00-${TRACE}-b7ad6b7169203331-01`,
        ...headers,
      },
      body: JSON.stringify({ app_id: 'app', board_id: 'b', mode, payload: { a: BODY }, ...more }),
    });
    return (await answer.json()) as Line;
  }
  const runOf = ({ job_id }: Line) => String(job_id).replace('job-', '');

  it('ties a request to its run and its trace', async () => {
    const run_id = runOf(await submit('sync'));
    const ids = { request_id: 'request-1', trace_id: TRACE };
    const ended = { run_id, trace_id: TRACE, status: 'completed', level: 'debug' };
    await until(() => find(api, 'Run accepted', { run_id, ...ids }));
    await until(() => find(api, 'Run ended', ended));
    const answered = await until(() => find(api, 'Answered', { ...ids, route: '/jobs/submit' }));
    expect(answered).toMatchObject({ method: 'POST', status: 200, role: 'api' });
  });

  it('tells more after SIGUSR2, and as before after another', async () => {
    worker.process.kill('SIGUSR2');
    await until(() => find(worker, 'SIGUSR2: the log level is debug now'));
    const run_id = runOf(await submit('async'));
    await until(() => find(worker, 'Run ended', { run_id }), { within: 15_000 });
    worker.process.kill('SIGUSR2');
    await until(() => find(worker, 'SIGUSR2: the log level is info now'));
    const later = runOf(await submit('async'));
    await until(async () => {
      const answer = await fetch(`${api.url}/jobs/job-${later}`);
      return ((await answer.json()) as Line)['status'] === 'completed';
    });
    expect(find(worker, 'Run ended', { run_id: later })).toBeUndefined();
  });

  it('holds nothing of what users send, whether it is taken or not', async () => {
    await submit('sync', { [BODY]: 1 });
    await submit(BODY);
    const refused = await submit('sync', {}, { authorization: `Bearer ${CREDENTIAL}` });
    expect(refused).toMatchObject({ status: 401 });
    await (await fetch(`${api.url}/made-up?${QUERY}`, { headers: { 'x-y': HEADER } })).text();
    await until(() => find(api, 'Answered', { route: 'none' }));
    const all = api.output() + worker.output();
    expect(all).toContain('request-1');
    expect(PLANTED.filter((planted) => all.includes(planted))).toEqual([]);
  });
});
