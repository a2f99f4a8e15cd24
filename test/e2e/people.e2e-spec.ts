import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../setup/api-client.js';
import { countQueries } from '../setup/count-queries.js';
import { editor, HOSTILE_IDS, People, pick, PUBLIC_URL, type Refusal } from '../setup/people.js';
import { startProcess } from '../setup/processes.js';

let people: People;
beforeAll(async () => {
  people = await People.start();
});
afterAll(() => people.stop());

const somebody = (change?: object) => people.somebody(change);

describe('the first page after signing in, as the editor loads it', () => {
  it('is answered whole, with and without what came before', async () => {
    const { id, client } = await somebody({ name: 'Ada' });
    const load = async () => ({
      profiles: await client.get('/api/v1/profile'),
      info: await client.get('/api/v1/user/info'),
      bits: await client.post('/api/v1/bit', { bit_types: ['Embedding', 'ImageEmbedding'] }),
      counts: await client.get('/api/v1/user/notifications'),
      invites: await client.get('/api/v1/user/invites?offset=0&limit=100'),
      list: await client.get('/api/v1/user/notifications/list?unread_only=false&offset=0&limit=50'),
    });
    const first = await load();
    expect(Object.values(first).map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(first.profiles.body).toEqual([]);
    expect(first.info.body).toMatchObject({ id, name: 'Ada', tier: 'Free', status: 'Active' });
    expect([first.bits.body, first.invites.body, first.list.body]).toEqual([[], [], []]);
    expect(first.counts.body).toEqual({
      invites_count: 0,
      notifications_count: 0,
      unread_count: 0,
    });

    const made = await client.post('/api/v1/profile/jx0c3ka8b6n4d2w1q9s7z5m3', {
      name: 'Default Profile',
      description: 'Default profile',
      hub: 'api.example.org',
      hubs: ['api.example.org'],
    });
    expect(made.status).toBe(200);
    const profile = {
      id: 'jx0c3ka8b6n4d2w1q9s7z5m3',
      name: 'Default Profile',
      description: 'Default profile',
      thumbnail: null,
      icon: null,
      interests: [],
      tags: [],
      theme: null,
      settings: { connection_mode: 'default' },
      apps: [],
      bit_ids: [],
      shortcuts: [],
      hub: PUBLIC_URL,
      hubs: [PUBLIC_URL],
      user_id: id,
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      updated_at: expect.stringMatching(/^\d{4}-.*Z$/),
    };
    const { profile: inner, ...outer } = made.body;
    expect(inner).toEqual(profile);
    expect(outer).toEqual({ ...profile, icon_upload_url: null, thumbnail_upload_url: null });
    expect((await load()).profiles.body).toEqual([inner]);
  });

  it('needs credentials in every part', async () => {
    const stranger = new ApiClient(people.api.url, { 'content-type': 'application/json' });
    const calls = [
      stranger.get('/api/v1/profile'),
      stranger.get('/api/v1/profile/x'),
      stranger.get('/api/v1/profile/x/bits'),
      stranger.post('/api/v1/profile/x', {}),
      stranger.delete('/api/v1/profile/x'),
      stranger.post('/api/v1/profile/bits/add', { bit_id: 'x' }),
      stranger.get('/api/v1/user/info'),
      stranger.put('/api/v1/user/info', {}),
      stranger.get('/api/v1/user/lookup/x'),
      stranger.get('/api/v1/user/search/xx'),
      stranger.get('/api/v1/user/notifications'),
      stranger.get('/api/v1/user/notifications/list'),
      stranger.post('/api/v1/user/notifications/read-all'),
      stranger.post('/api/v1/user/notifications/x'),
      stranger.delete('/api/v1/user/notifications/x'),
      stranger.get('/api/v1/user/invites'),
      stranger.post('/api/v1/bit', {}),
    ];
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses).toEqual(Array(calls.length).fill(401));
  });

  it('takes few queries', async () => {
    const { id, client } = await somebody();
    await client.post('/api/v1/profile/queries', {});
    const counted = (path: string) => countQueries(() => client.get(path));
    expect(await counted('/api/v1/profile')).toBe(1);
    expect(await counted('/api/v1/user/info')).toBe(1);
    expect(await counted('/api/v1/user/notifications')).toBe(1);
    expect(await counted('/api/v1/user/notifications/list')).toBe(1);
    expect(await counted(`/api/v1/profile/${id}`)).toBe(1);
    expect(await counted('/api/v1/user/search/ada')).toBe(1);
    expect(await countQueries(() => client.post('/api/v1/profile/queries', { name: 'x' }))).toBe(2);
  });
});

describe('looking somebody up', () => {
  it('shows what the server is set up to show, and never an address by default', async () => {
    const change = { name: 'Grace', username: `grace-${Date.now()}`, description: 'Compiles' };
    const grace = await somebody(change);
    const { client } = await somebody();
    const seen = { id: grace.id, ...change, avatar_url: null, email: null };
    const created_at = expect.stringMatching(/Z$/);
    expect((await client.get(`/api/v1/profile/${grace.id}`)).body).toEqual({ ...seen, created_at });
    expect((await client.get(`/api/v1/user/lookup/${grace.id}`)).body).toEqual({
      ...seen,
      created_at,
      preferred_username: change.username,
      additional_information: null,
    });
    const found = await client.get(`/api/v1/user/search/${change.username.toUpperCase()}`);
    expect(pick(found.body, 'id')).toEqual([grace.id]);
    expect(JSON.stringify(found.body)).not.toContain(grace.email);
  });

  it('finds nobody who is banned, unknown or no id at all', async () => {
    const username = `banned-${Date.now()}`;
    const banned = await somebody({ username });
    const { client } = await somebody();
    await people.admin.patch(`/api/v1/admin/users/${banned.id}`, { status: 'Banned' });
    for (const id of [
      banned.id,
      'tz4a98xxat96iws9zmbrgj3a',
      ...HOSTILE_IDS.map(encodeURIComponent),
    ])
      for (const path of ['profile', 'user/lookup']) {
        expect((await client.get(`/api/v1/${path}/${id}`)).status).toBe(404);
      }
    expect((await client.get(`/api/v1/user/search/${username}`)).body).toEqual([]);
    await people.admin.patch(`/api/v1/admin/users/${banned.id}`, { status: 'Active' });
    expect((await client.get(`/api/v1/profile/${banned.id}`)).status).toBe(200);
  });

  it('takes wildcards and SQL for what they are', async () => {
    const mark = `q${Date.now()}`;
    const percent = await somebody({ name: `${mark}%100` });
    const plain = await somebody({ name: `${mark}x100` });
    const { client } = percent;
    const search = async (query: string) => {
      const { status, body } = await client.get(`/api/v1/user/search/${encodeURIComponent(query)}`);
      return [status, status === 200 ? pick(body, 'id') : body.errors[0].path];
    };
    expect(await search(`${mark}%1`)).toEqual([200, [percent.id]]);
    expect(await search(`${mark}_100`)).toEqual([200, []]);
    expect(await search(`${mark}\\`)).toEqual([200, []]);
    expect(await search(mark)).toEqual([200, [percent.id, plain.id]]);
    expect(await search('%%')).toEqual([200, []]);
    expect(await search(`${mark}' OR '1'='1`)).toEqual([200, []]);
    for (const query of ['a', ' a ', '🙂', 'x'.repeat(10_000)])
      expect(await search(query)).toEqual([400, 'query']);
  });

  it('answers at most twenty, whose whole username it is first', async () => {
    const mark = `m${Date.now()}`;
    await people.query(
      `INSERT INTO users (id, email, username, name)
        SELECT $1 || n, $1 || n || '@example.com', $1 || lpad(n::text, 3, '0'), $1
        FROM generate_series(1, 60) n`,
      [mark],
    );
    const exact = await somebody({ username: mark });
    const { body } = await exact.client.get(`/api/v1/user/search/${mark}`);
    expect(body).toHaveLength(20);
    expect(body[0].id).toBe(exact.id);
    expect(body[1].username).toBe(`${mark}001`);
  });

  it('finds nobody by an address, whole or in part', async () => {
    const { email, client } = await somebody();
    for (const query of [email, email.slice(0, 8), '@example.com'])
      expect((await client.get(`/api/v1/user/search/${encodeURIComponent(query)}`)).body).toEqual(
        [],
      );
  });

  it('finds an owner by a whole address where addresses may be seen, and then by nothing that may not', async () => {
    const open = await startProcess('api', { ...people.surroundings.env, LOOKUP_FIELDS: 'email' });
    try {
      const { id, email } = await somebody({ name: 'Hidden Name' });
      const { access_token: token } = await new ApiClient(open.url).login(email);
      const client = editor(open.url, token);
      const search = async (query: string) =>
        (await client.get(`/api/v1/user/search/${encodeURIComponent(query)}`)).body;
      expect(await search(email.toUpperCase())).toMatchObject([{ id, email, name: null }]);
      expect(await search(email.slice(0, -1))).toEqual([]);
      expect(await search(email.replace('n-', '_-'))).toEqual([]);
      expect(await search('Hidden Name')).toEqual([]);
      expect((await client.get(`/api/v1/profile/${id}`)).body).toMatchObject({
        id,
        email,
        name: null,
        created_at: null,
      });
    } finally {
      await open.stop();
    }
  });

  it('is limited', async () => {
    const { id, client } = await somebody();
    let last = await client.get(`/api/v1/profile/${id}`);
    for (let call = 0; call < 130 && last.status === 200; call++)
      last = await client.get(`/api/v1/user/search/nobody${call}`);
    expect(last.status).toBe(429);
    expect(last.headers.get('ratelimit-policy')).toContain('lookup');
  });
});

describe('user/info', () => {
  it('has every field the ecosystem knows', async () => {
    const { id, email, client } = await somebody({ username: `info-${Date.now()}` });
    const { body } = await client.get('/api/v1/user/info');
    expect(body).toEqual({
      id,
      stripe_id: null,
      tracking_id: null,
      email,
      username: expect.any(String),
      preferred_username: body.username,
      name: null,
      description: null,
      avatar: null,
      additional_information: null,
      permission: 0,
      accepted_terms_version: null,
      tutorial_completed: false,
      status: 'Active',
      tier: 'Free',
      total_size: 0,
      total_llm_price: 0,
      total_embedding_price: 0,
      llm_price_tracking_month: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
  });

  it('changes what is given; null and unknown fields mean nothing', async () => {
    const { client } = await somebody();
    const first = await client.put('/api/v1/user/info', {
      name: 'Ada',
      description: 'Programs',
      accepted_terms_version: '2026-11',
      tutorial_completed: true,
      permission: 1,
      status: 'Banned',
      email: 'other@example.com',
    });
    expect([first.status, first.body]).toEqual([200, { signed_url: null }]);
    await client.put('/api/v1/user/info', {
      name: null,
      description: '',
      tutorial_completed: null,
    });
    await client.call('PUT', '/api/v1/user/info');
    expect((await client.get('/api/v1/user/info')).body).toMatchObject({
      name: 'Ada',
      description: null,
      accepted_terms_version: '2026-11',
      tutorial_completed: true,
      permission: 0,
      status: 'Active',
    });
  });

  it.each([
    ['{"name":5}', 'name'],
    ['{"name":"a\\u0000b"}', 'name'],
    ['{"description":"\\ud800"}', 'description'],
    ['{"avatar_extension":"svg"}', 'avatar_extension'],
    ['{"avatar_extension":"constructor"}', 'avatar_extension'],
    ['{"tutorial_completed":"yes"}', 'tutorial_completed'],
    [`{"name":"${'x'.repeat(201)}"}`, 'name'],
  ])('refuses %s', async (body, path) => {
    const { token } = await somebody();
    const answer = await people.raw('PUT', '/api/v1/user/info', token, body);
    expect([answer.status, ((await answer.json()) as Refusal).errors[0]?.path]).toEqual([
      400,
      path,
    ]);
  });

  it.each(['{"__proto__":{"permission":1}}', '[]', '"text"', '5', '{"name":'])(
    'refuses %s whole',
    async (body) => {
      const { token } = await somebody();
      expect((await people.raw('PUT', '/api/v1/user/info', token, body)).status).toBe(400);
    },
  );

  it('is changed by nobody who only has a token of theirs', async () => {
    const { client } = await somebody();
    const { body } = await client.put('/api/v1/user/pat', { name: 'ci' });
    expect((await editor(people.api.url, body.pat).get('/api/v1/user/info')).status).toBe(200);
    expect(
      (await editor(people.api.url, body.pat).put('/api/v1/user/info', { name: 'x' })).status,
    ).toBe(403);
  });
});
