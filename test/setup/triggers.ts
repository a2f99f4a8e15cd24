import pg from 'pg';
import { type AnyJson, ApiClient } from './api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from './app.js';
import { board, says, waits } from './boards.js';
import { event } from './events.js';
import { type RunningProcess, startProcess } from './processes.js';

/** Answers its payload. */
export const mirror = () =>
  board()
    .node('start', 'events_generic')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('start.payload', 'end.response');

/** An event that is called over HTTP at /hook. */
export const hook = (id: string, fields: object = {}): object => ({
  event: event({ event_type: 'api', route: '/hook', name: `Event ${id}`, ...fields }),
});

const hookUrl = (base: string, app: string, path: string): string =>
  `${base}/api/v1/sink/trigger/http/${app}/${path}`;

interface Told {
  status: number;
  headers: Headers;
  body: AnyJson;
}

/** Calls a trigger as anybody may. */
async function callHook(url: string, init: RequestInit = {}): Promise<Told> {
  const answer = await fetch(url, { method: 'POST', ...init });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

const failing = () =>
  board()
    .node('start', 'events_simple')
    .node('bad', 'string_format', { format_string: '{missing}' })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('bad.formatted_string', 'end.response');

/** Two replicas and somebody with an app, for the stories of triggers. */
export class Triggers {
  /** The id of the app of the present test. */
  app = '';
  private made = 0;

  private constructor(
    readonly surroundings: Surroundings,
    readonly api: RunningApp,
    readonly replica: RunningProcess,
    readonly database: pg.Pool,
    /** Of the owner of the apps. */
    readonly token: string,
    readonly stranger: ApiClient,
  ) {}

  static async start(): Promise<Triggers> {
    const surroundings = await createSurroundings();
    const env = { ...surroundings.env, JOBS_AUTH: 'required', SYNC_WAIT_MS: '1500' };
    const api = await startApp('api', env);
    const replica = await startProcess('api', env);
    const database = new pg.Pool({ connectionString: surroundings.database.url, max: 2 });
    const client = new ApiClient(api.url);
    const { access_token: token } = await client.register();
    const stranger = client.as((await client.register()).access_token);
    return new Triggers(surroundings, api, replica, database, token, stranger);
  }

  async stop(): Promise<void> {
    await this.database.end();
    await this.replica.stop();
    await this.api.close();
    await this.surroundings.database.drop();
  }

  get owner(): ApiClient {
    return new ApiClient(this.api.url).as(this.token);
  }

  /** Another app, with the boards that the tests need: `b` answers its payload. */
  async openApp(): Promise<void> {
    const name = `Triggers ${++this.made}`;
    this.app = (await this.owner.post('/api/v1/apps', { name })).body.id;
    const boards = { b: mirror(), slow: waits(30_000), bad: failing(), hi: says('hi') };
    for (const [id, one] of Object.entries(boards)) {
      const json = { ...(one.json() as object), name: id };
      await this.owner.put(`/api/v1/apps/${this.app}/board/${id}`, json);
    }
  }

  save = (id: string, fields: object = {}) =>
    this.owner.put(`/api/v1/apps/${this.app}/events/${id}`, hook(id, fields));
  url = (path = 'hook', base = this.api.url) => hookUrl(base, this.app, path);
  call = (path = 'hook', init: RequestInit = {}, base = this.api.url) =>
    callHook(this.url(path, base), init);
  /** Where the trigger of an event is managed. */
  sink = (id: string, path = '') => `/api/v1/sink/${id}${path}?app_id=${this.app}`;
}
