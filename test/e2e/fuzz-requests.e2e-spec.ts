import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pLimit from 'p-limit';
import { ApiClient, PASSWORD } from '../setup/api-client.js';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { echo } from '../setup/boards.js';
import { type HostileRequest, hostileRequests, type OpenApi } from '../setup/hostile-requests.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';

// Against the built server, whose OpenAPI document tells all operations: new ones are tried without being named.

/** They end the caller's session, or everything the caller has. */
const NOT_AS_THEY_ARE = new Set(['logout']);
/** RFC 6749 and OpenID Connect say how these answer. */
const ANSWERS_OTHERWISE =
  /^\/api\/v1\/(sink\/trigger|auth\/(token|userinfo|authorize|revoke|introspect|end-session))/;
const PLANTED = 'planted-where-no-stranger-looks';

let surroundings: Surroundings;
let api: RunningProcess;
let document: OpenApi;
let token: string;
let own: Record<string, string>;
let foreign: Record<string, string>;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startProcess('api', {
    ...surroundings.env,
    JOBS_AUTH: 'required',
    SYNC_WAIT_MS: '50',
    LOG_LEVEL: 'trace',
  });
  document = (await (await fetch(`${api.url}/api-doc/openapi.json`)).json()) as OpenApi;
  const client = new ApiClient(api.url);
  const [me, stranger] = [await client.register(), await client.register()];
  token = me.access_token;
  own = { ...(await appOf(client.as(token), 'Mine')), sub: me.user.id, user_id: me.user.id };
  foreign = await appOf(client.as(stranger.access_token), PLANTED);
});
afterAll(async () => {
  await api.stop();
  await surroundings.database.drop();
});

async function appOf(client: ApiClient, name: string): Promise<Record<string, string>> {
  const { id } = (await client.post('/api/v1/apps', { name })).body;
  const board = { ...(echo().json() as object), name };
  expect((await client.put(`/api/v1/apps/${id}/board/b`, board)).status).toBe(200);
  const { body: profile } = await client.post('/api/v1/profile/p', { name });
  return { app_id: id, board_id: 'b', id: profile.id };
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method })),
  );

/** Answers what is wrong with the answer; undefined = nothing. */
async function faultOf(request: HostileRequest, as = token): Promise<string | undefined> {
  const { method, path, body } = request;
  const answer = await fetch(api.url + path, {
    method,
    redirect: 'manual',
    headers: { ...(as === '' ? {} : { authorization: `Bearer ${as}` }), ...request.headers },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  const what = `${method} ${path.slice(0, 200)} ${JSON.stringify(request.headers)} ${body?.slice(0, 300)}`;
  const fault = wrongWith(answer, text, path);
  return fault && `${fault}: ${what}\n  → ${answer.status} ${text.slice(0, 300)}`;
}

function wrongWith({ status, headers }: Response, text: string, path: string): string | undefined {
  if (status >= 500) return 'fails';
  if (/node_modules|\.js:\d|SELECT |INSERT |QueryFailed/.test(text)) return 'tells of its inside';
  if (text.includes(PLANTED)) return 'tells what is not the caller’s';
  if (status < 400 || ANSWERS_OTHERWISE.test(path)) return undefined;
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return 'is no problem';
  const problem = JSON.parse(text) as Record<string, unknown>;
  const isWhole =
    problem['status'] === status &&
    problem['request_id'] === headers.get('x-request-id') &&
    ['type', 'title', 'detail', 'instance', 'code'].every(
      (member) => typeof problem[member] === 'string',
    );
  return isWhole ? undefined : 'is no whole problem';
}

async function faultsOf(requests: HostileRequest[], as?: string): Promise<string[]> {
  const limit = pLimit(16);
  const faults = await Promise.all(requests.map((request) => limit(() => faultOf(request, as))));
  return faults.filter((fault) => fault !== undefined);
}

describe('whatever is sent', () => {
  it('is answered, or refused in words that help', async () => {
    const requests = operations()
      .filter(
        ({ path, method }) => !NOT_AS_THEY_ARE.has(document.paths[path]![method]!.operationId),
      )
      .flatMap(({ path, method }) => {
        const known = method === 'delete' ? { ...own, app_id: 'unknown' } : own;
        return hostileRequests(document, path, method, known);
      });
    expect(requests.length).toBeGreaterThan(1000);
    expect(await faultsOf(requests)).toEqual([]);
    expect(api.output()).not.toContain('failed (request');
  });

  it('to what is somebody else’s tells nothing of it', async () => {
    const requests = operations().flatMap(({ path, method }) =>
      path.includes('{app_id}') ? hostileRequests(document, path, method, foreign) : [],
    );
    const usual = requests.filter(({ path }) => path.includes(foreign['app_id']!));
    expect(usual.length).toBeGreaterThan(100);
    expect(await faultsOf(usual)).toEqual([]);
  });

  it('is refused without credentials wherever they are needed', async () => {
    for (const { path, method } of operations()) {
      if (document.paths[path]![method]!.security !== undefined) continue;
      const { status } = await new ApiClient(api.url).call(
        method.toUpperCase(),
        path.replaceAll(/\{\w+\}/g, 'x'),
      );
      expect([method, path, status]).toEqual([method, path, 401]);
    }
    expect(api.output()).toContain('GET /api/v1/user refused with 401');
  });

  it('stands in no log when it is a secret, however much is logged', () => {
    const log = api.output();
    const [, payload, signature] = token.split('.');
    for (const secret of [PASSWORD, PLANTED, payload!, signature!])
      expect(log.includes(secret)).toBe(false);
  });
});
