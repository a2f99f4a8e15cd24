import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { board } from '../setup/boards.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';

let surroundings: Surroundings;
let replicas: RunningProcess[];
let here: ApiClient;
let there: ApiClient;
let app: string;

beforeAll(async () => {
  surroundings = await createSurroundings();
  const env = { ...surroundings.env, BODY_LIMIT_BYTES: '20000', BOARD_BYTES: '2000000' };
  replicas = await Promise.all([startProcess('api', env), startProcess('api', env)]);
  const { access_token: token } = await new ApiClient(replicas[0]!.url).register();
  [here, there] = replicas.map(({ url }) => new ApiClient(url).as(token)) as [ApiClient, ApiClient];
  app = `/api/v1/apps/${(await here.post('/api/v1/apps', { name: 'Boards' })).body.id}`;
});

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await surroundings.database.drop();
});

let boards = 0;
async function newBoard(body: object = {}): Promise<string> {
  const path = `${app}/board/board-${++boards}`;
  expect((await here.put(path, body)).status).toBe(200);
  return path;
}
const nodes = board().node('n', 'log_info').json() as { nodes: Record<string, object> };
const addNode = (id: string) => ({
  commands: [{ command_type: 'AddNode', node: { ...nodes.nodes['n'], id, pins: {} } }],
});

describe('a board on several replicas', () => {
  it('is known from one of the same id that another replica removed', async () => {
    const path = await newBoard();
    await here.post(path, addNode('of-the-old-board'));
    await there.delete(path);
    await there.put(path, { name: 'New' });
    await there.post(path, addNode('of-the-new-board'));
    await here.post(path, addNode('last'));
    const { name, nodes: kept } = (await here.get(path)).body;
    expect([name, Object.keys(kept).toSorted()]).toEqual(['New', ['last', 'of-the-new-board']]);
  });

  it('is for later when somebody else does not let go of it', async () => {
    const path = await newBoard();
    const database = new pg.Client({ connectionString: surroundings.database.url });
    await database.connect();
    await database.query('BEGIN');
    await database.query('SELECT FROM boards FOR UPDATE');
    const { status, headers } = await there.post(path, addNode('n'));
    await database.end();
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  });

  it('has versions that count no further than everybody can', async () => {
    const last = [0, 0, 999_999_999];
    const path = await newBoard({ nodes: {}, version: last });
    const { status, body } = await here.patch(path);
    expect([status, body.code]).toEqual([409, 'CONFLICT']);
    expect((await here.get(path)).body.version).toEqual(last);
    const beyond = await here.put(`${app}/board/beyond`, { nodes: {}, version: [0, 0, 1e9] });
    expect([beyond.status, beyond.body.errors[0].path]).toEqual([400, 'version.2']);
  });
});

describe('the list of boards', () => {
  it('holds all of them in order, however many there are', async () => {
    const { id } = (await here.post('/api/v1/apps', { name: 'Many' })).body;
    const list = `/api/v1/apps/${id}/board`;
    expect((await here.get(list)).body).toEqual([]);
    const made = Array.from({ length: 21 }, (_, index) => `b${index}`);
    for (const board of made) await here.put(`${list}/${board}`, {});
    const { body, headers } = await there.get(list);
    expect(body.map((one: AnyJson) => one.id)).toEqual(made);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect((await there.get('/api/v1/apps/unknown/board')).status).toBe(404);
  });
});

describe('a large body', () => {
  const body = JSON.stringify({ nodes: {}, description: 'x'.repeat(1_000_000) });

  async function send(headers: Record<string, string>, content: BodyInit = body): Promise<AnyJson> {
    const answer = await fetch(`${here.url}${app}/board/large`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: content,
      duplex: 'half',
    } as RequestInit);
    return answer.json();
  }

  it.each([
    [{}, 'This needs an access token, a personal access token or an API key'],
    [{ authorization: 'Basic YTpi' }, 'The header Authorization must hold "Bearer" and a token'],
    [{ authorization: 'Bearer x' }, 'The access token is not one of this server'],
    [{ 'x-api-key': 'flk_x' }, 'The API key is not known'],
  ])('of a stranger is not read: %j', async (headers, detail) => {
    // What is no JSON would be 400 if it were looked at.
    expect(await send(headers, `${body} and more`)).toMatchObject({ status: 401, detail });
  });
});
