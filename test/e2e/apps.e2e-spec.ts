import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { type AnyJson, ApiClient, type Tokens } from '../setup/api-client.js';
import { until } from '../setup/until.js';

let surroundings: Surroundings;
let api: RunningApp;
let client: ApiClient;
let owner: ApiClient;
let ada: Tokens;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', { ...surroundings.env, APPS_PER_USER: '3' });
  client = new ApiClient(api.url);
  ada = await client.register();
  owner = client.as(ada.access_token);
});

afterAll(async () => {
  await api.close();
  await surroundings.database.drop();
});

const someone = async () => client.as((await client.register()).access_token);
const create = async (as: ApiClient, body: object = {}) =>
  (await as.post('/api/v1/apps', { name: 'Greetings', ...body })).body;

describe('an app', () => {
  it('is made with its text, and belongs to who made it', async () => {
    const me = await someone();
    const made = await me.post('/api/v1/apps', {
      name: 'Greetings',
      description: 'Says hello.',
      category: 'Productivity',
      tags: ['hello'],
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/apps/${made.body.id}`);
    expect(made.body).toMatchObject({
      id: expect.stringMatching(/^[a-z0-9]{24}$/),
      name: 'Greetings',
      description: 'Says hello.',
      tags: ['hello'],
      primary_category: 'Productivity',
      visibility: 'Private',
      status: 'Active',
      boards: [],
      created_at: { secs_since_epoch: expect.any(Number), nanos_since_epoch: expect.any(Number) },
    });
    const read = await me.get(`/api/v1/apps/${made.body.id}`);
    expect(read.body).toEqual(made.body);
    expect(read.headers.get('etag')).toMatch(/^"t\w+-[\w-]+"$/);
  });

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x', visibility: 'Public' }, 'visibility'],
    [{ name: 'x', category: 'Nonsense' }, 'category'],
    [{ name: 'x', tags: 'hello' }, 'tags'],
    [{ name: 'x', owner: 'me' }, 'owner'],
    [{ name: 'a\0b' }, 'name'],
  ])('is not made from %j', async (body, path) => {
    const answer = await owner.post('/api/v1/apps', body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
  });

  it('is nobody else’s business', async () => {
    const { id } = await create(await someone());
    const stranger = await someone();
    const unknown = await stranger.get('/api/v1/apps/nothing');
    expect(unknown.status).toBe(404);
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', { name: 'Mine' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await stranger.call(method, `/api/v1/apps/${id}`, body);
      expect([method, answer.status]).toEqual([method, 404]);
      expect(answer.body.detail).toBe(unknown.body.detail.replace('nothing', id));
    }
    expect((await client.get(`/api/v1/apps/${id}`)).status).toBe(401);
  });

  it('is changed in part, or not at all', async () => {
    const me = await someone();
    const { id } = await create(me, { description: 'Says hello.' });
    const changed = await me.put(`/api/v1/apps/${id}`, { name: 'Hi', category: 'Social' });
    expect(changed.body).toMatchObject({
      name: 'Hi',
      description: 'Says hello.',
      primary_category: 'Social',
    });
    const refused = await me.put(`/api/v1/apps/${id}`, { name: 'Ho', nmae: 'typo' });
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'nmae']);
    expect((await me.get(`/api/v1/apps/${id}`)).body.name).toBe('Hi');
  });

  it('is not overwritten by who has not seen the latest change', async () => {
    const me = await someone();
    const { id } = await create(me);
    const { headers } = await me.get(`/api/v1/apps/${id}`);
    const first = me.with({ 'if-match': headers.get('etag')! });
    expect((await first.put(`/api/v1/apps/${id}`, { name: 'First' })).status).toBe(200);
    const second = await first.put(`/api/v1/apps/${id}`, { name: 'Second' });
    expect([second.status, second.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await me.get(`/api/v1/apps/${id}`)).body.name).toBe('First');
    const odd = await me.with({ 'if-match': 'whatever' }).put(`/api/v1/apps/${id}`, { name: 'x' });
    expect(odd.status).toBe(400);
  });

  it('is changed all or not at all', async () => {
    const me = await someone();
    const { id } = await create(me);
    const body = { name: 'Changed', visibility: 'Public' };
    expect((await me.put(`/api/v1/apps/${id}`, body)).status).toBe(403);
    expect((await me.get(`/api/v1/apps/${id}`)).body.name).toBe('Greetings');
  });

  it('has another ETag when what is read of it has changed', async () => {
    const me = await someone();
    const { id } = await create(me);
    const { headers } = await me.get(`/api/v1/apps/${id}`);
    await me.put(`/api/v1/apps/${id}/meta`, { name: 'Elsewhere' });
    const late = me.with({ 'if-match': headers.get('etag')! });
    expect((await late.put(`/api/v1/apps/${id}`, { name: 'Late' })).status).toBe(412);
    expect((await me.get(`/api/v1/apps/${id}`)).body.name).toBe('Elsewhere');
  });

  it('has another ETag when it holds other boards', async () => {
    const me = await someone();
    const { id } = await create(me);
    const tag = async () => (await me.get(`/api/v1/apps/${id}`)).headers.get('etag')!;
    const empty = await tag();
    await me.put(`/api/v1/apps/${id}/board/b`, { name: 'B' });
    const filled = await tag();
    expect(filled).not.toBe(empty);
    const put = (etag: string) =>
      me.with({ 'if-match': etag }).put(`/api/v1/apps/${id}`, { name: 'Late' });
    expect((await put(empty)).status).toBe(412);
    expect((await put(filled)).status).toBe(200);
    await me.delete(`/api/v1/apps/${id}/board/b`);
    expect([empty, filled]).not.toContain(await tag());
  });

  it('is not made for who asks for one that is there', async () => {
    const me = await someone();
    const any = me.with({ 'if-match': '*' });
    const refused = await any.put('/api/v1/apps/new', { meta: { name: 'New' } });
    expect(refused.status).toBe(412);
    const { id } = await create(me);
    expect((await any.put(`/api/v1/apps/${id}`, { name: 'Changed' })).status).toBe(200);
  });

  it('is made by nobody whose account goes at that moment', async () => {
    const { access_token: token, user } = await client.register();
    const me = client.as(token);
    const database = new pg.Client({ connectionString: surroundings.database.url });
    await database.connect();
    await database.query('BEGIN');
    await database.query('DELETE FROM users WHERE id = $1', [user.id]);
    const making = me.post('/api/v1/apps', { name: 'Late' });
    await until(async () => {
      const { rows } = await database.query(
        `SELECT 1 FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')`,
      );
      return rows.length > 0;
    });
    await database.query('COMMIT');
    await database.end();
    const { status, body } = await making;
    expect([status, body.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('has another ETag after every change, however soon', async () => {
    const me = await someone();
    const { id } = await create(me);
    const database = new pg.Client({ connectionString: surroundings.database.url });
    await database.connect();
    // A clock that goes ahead of ours stands for two changes within a millisecond.
    await database.query(`UPDATE apps SET updated_at = now() + interval '1 hour' WHERE id = $1`, [
      id,
    ]);
    await database.end();
    const tags = [(await me.get(`/api/v1/apps/${id}`)).headers.get('etag')];
    for (const name of ['One', 'Two'])
      tags.push((await me.put(`/api/v1/apps/${id}`, { name })).headers.get('etag'));
    expect(tags.toSorted()).toEqual(tags);
    expect(new Set(tags).size).toBe(3);
  });

  it('is not made by a token for some permissions only', async () => {
    const me = await someone();
    const { body } = await me.put('/api/v1/user/pat', { name: 'x', scopes: ['ReadBoards'] });
    const program = client.as(body.pat);
    expect((await program.post('/api/v1/apps', { name: 'x' })).status).toBe(403);
    const meta = { meta: { name: 'x' } };
    expect((await program.put('/api/v1/apps/unknown', meta)).status).toBe(403);
    expect((await me.get('/api/v1/apps')).body).toEqual([]);
  });

  it('goes with all that is in it, and nothing else', async () => {
    const me = await someone();
    const [gone, kept] = [await create(me), await create(me)];
    expect((await me.delete(`/api/v1/apps/${gone.id}`)).status).toBe(204);
    expect((await me.get(`/api/v1/apps/${gone.id}`)).status).toBe(404);
    expect((await me.get(`/api/v1/apps/${kept.id}`)).status).toBe(200);
    const database = new pg.Client({ connectionString: surroundings.database.url });
    await database.connect();
    for (const table of ['roles', 'memberships', 'app_metadata']) {
      const { rows } = await database.query(
        `SELECT count(*)::int AS n FROM ${table} WHERE app_id = $1`,
        [gone.id],
      );
      expect([table, rows[0].n]).toEqual([table, 0]);
    }
    await database.end();
  });

  it('can be owned in limited number only, also when many are made at once', async () => {
    const me = await someone();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => me.post('/api/v1/apps', { name: 'One of many' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 403, 403, 403]);
  });

  it('changes between private and prototype; to be published it is put forward', async () => {
    const me = await someone();
    const { id } = await create(me);
    const change = (visibility: string) =>
      me.patch(`/api/v1/apps/${id}/visibility`, { visibility });
    expect((await change('Public')).status).toBe(403);
    expect((await change('Prototype')).body).toEqual({ visibility: 'Prototype' });
    expect((await change('Public')).body).toEqual({ visibility: 'Prototype' });
    expect((await change('Offline')).status).toBe(403);
    expect((await change('Everybody')).status).toBe(400);
    expect((await change('Private')).body).toEqual({ visibility: 'Private' });
  });
});

describe('the ecosystem’s clients', () => {
  const metadata = {
    name: 'From the editor',
    description: 'Made there.',
    tags: ['a'],
    use_case: '',
    preview_media: [],
    created_at: { secs_since_epoch: 1, nanos_since_epoch: 0 },
    updated_at: { secs_since_epoch: 1, nanos_since_epoch: 0 },
  };

  it('make an app by a PUT to an id that nobody has', async () => {
    const me = await someone();
    const made = await me.put('/api/v1/apps/new', { meta: metadata, bits: [] });
    expect([made.status, made.body.name]).toEqual([200, 'From the editor']);
    expect(made.body.id).not.toBe('new');
    const { body: list } = await me.get('/api/v1/apps?language=de');
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject([{ id: made.body.id, boards: [] }, { name: 'From the editor' }]);
    expect((await me.put('/api/v1/apps/new', { bits: [] })).status).toBe(404);
  });

  it('send a whole app back, of which only some fields are theirs to change', async () => {
    const me = await someone();
    const { id } = await create(me);
    const { body: app } = await me.get(`/api/v1/apps/${id}`);
    const sent = { ...app, status: 'Archived', download_count: 99, visibility: 'Public', extra: 1 };
    expect((await me.put(`/api/v1/apps/${id}`, { app: sent })).status).toBe(200);
    const { body } = await me.get(`/api/v1/apps/${id}`);
    expect(body).toMatchObject({ status: 'Archived', download_count: 0, visibility: 'Private' });
  });

  it('keep what is read of an app in several languages', async () => {
    const me = await someone();
    const { id } = await create(me);
    const path = `/api/v1/apps/${id}/meta`;
    expect((await me.get(`${path}?language=de`)).status).toBe(404);
    expect(await me.put(`${path}?language=de`, { ...metadata, name: 'Grüße' })).toMatchObject({
      status: 200,
      body: null,
    });
    expect((await me.get(`${path}?language=de`)).body).toMatchObject({ name: 'Grüße' });
    expect((await me.get(path)).body.name).toBe('Greetings');
    expect((await me.get('/api/v1/apps?language=de')).body[0][1].name).toBe('Grüße');
    expect((await me.get('/api/v1/apps?language=fr')).body[0][1].name).toBe('Greetings');
    expect((await me.put(`${path}?language=nonsense!`, metadata)).status).toBe(400);
  });

  it('list apps in pages, the latest changed first', async () => {
    const me = await someone();
    const ids: string[] = [];
    for (let made = 0; made < 3; made++) ids.unshift((await create(me)).id);
    const seen: string[] = [];
    for (let path: string | undefined = '/api/v1/apps?limit=2'; path !== undefined;) {
      const { body, headers } = await me.get(path);
      seen.push(...body.map(([app]: AnyJson) => app.id));
      path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(ids);
    expect(
      (await me.get('/api/v1/apps?limit=2&offset=1')).body.map(([app]: AnyJson) => app.id),
    ).toEqual(ids.slice(1));
  });
});
