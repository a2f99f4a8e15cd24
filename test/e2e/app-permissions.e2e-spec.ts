import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pLimit from 'p-limit';
import pg from 'pg';
import { VISIBILITIES } from '../../src/apps/app-terms.js';
import { type Answer, ApiClient } from '../setup/api-client.js';
import {
  type AppCaller,
  insertAppWithCallers,
  type Verdict,
  verdictFor,
} from '../setup/app-callers.js';
import { APP_ROUTES, type RouteRule } from '../setup/app-routes.js';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';

// Every route × every kind of caller × every visibility, against the built server: its OpenAPI document
// tells which routes there are, so that none can be forgotten.

const APPS = '/api/v1/apps';
const APP = `${APPS}/{app_id}`;
const AT_ONCE = 12;

let surroundings: Surroundings;
let api: RunningProcess;
let client: ApiClient;
let database: pg.Pool;
let routes: string[];

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startProcess('api', surroundings.env);
  client = new ApiClient(api.url);
  database = new pg.Pool({ connectionString: surroundings.database.url, max: 4 });
  const { body } = await client.get('/api-doc/openapi.json');
  routes = Object.entries(body.paths as Record<string, object>)
    .filter(([path]) => path === APP || path.startsWith(`${APP}/`))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.slice(APPS.length)}`),
    );
});
afterAll(async () => {
  await database.end();
  await api.stop();
  await surroundings.database.drop();
});

it('every route of an app has its line in the table, and every line its route', () => {
  expect(routes.toSorted()).toEqual(Object.keys(APP_ROUTES).toSorted());
});

describe.each(VISIBILITIES)('an app that is %s', (visibility) => {
  it('answers every caller on every route as the table says', async () => {
    const { app, callers } = await insertAppWithCallers(database, client, visibility);
    const call = async (route: string, rule: RouteRule, caller: AppCaller) => {
      const [method, path] = route.split(' ') as [string, string];
      const url = APPS + path.replace('{app_id}', app.id).replaceAll(/\{\w+\}/g, 'missing');
      const answer = await client.with(caller.headers).call(method.toUpperCase(), url, rule.body);
      const [is, wanted] = [verdictOf(answer), verdictFor(rule, caller, visibility)];
      return is === wanted ? [] : [`${route} as ${caller.name}: ${is}, must be ${wanted}`];
    };
    const calls = Object.entries(APP_ROUTES).flatMap(([route, rule]) =>
      callers.map((caller) => ({ route, rule, caller })),
    );
    const isLast = ({ rule, caller }: (typeof calls)[number]) =>
      rule.ends === true && verdictFor(rule, caller, visibility) === 'permitted';
    const limit = pLimit(AT_ONCE);
    const wrong = await limit.map(
      calls.filter((one) => !isLast(one)),
      ({ route, rule, caller }) => call(route, rule, caller),
    );
    for (const { route, rule, caller } of calls.filter(isLast))
      wrong.push(await call(route, rule, caller));
    expect(wrong.flat()).toEqual([]);
  });
});

/** Ids in the paths are of nothing, and bodies are bad: whoever gets to hear of that was let in. */
function verdictOf({ status, body }: Answer): Verdict | number {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404 && body.detail.startsWith('There is no app ')) return 'hidden';
  return status === 429 || status >= 500 ? status : 'permitted';
}
