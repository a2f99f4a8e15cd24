import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { SignedTexts } from '../../src/common/signed-text.js';
import { readTokenKeys } from '../../src/config/token-keys.js';
import { Notification } from '../../src/users/notifications/notification.entity.js';
import { NotificationsService } from '../../src/users/notifications/notifications.service.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { ApiClient, PASSWORD } from '../setup/api-client.js';
import { countQueries } from '../setup/count-queries.js';
import { IMAGES } from '../setup/images.js';
import { startProcess } from '../setup/processes.js';

const PUBLIC_URL = 'https://flow.example.com';
const HOSTILE_IDS = ["' OR 1=1 --", '%', '_', '..', 'null', '__proto__', 'x'.repeat(10_000)];

let surroundings: Surroundings;
let api: RunningApp;
let admin: ApiClient;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', {
    ...surroundings.env,
    PUBLIC_URL,
    FIRST_ADMIN_EMAIL: 'boss@example.com',
  });
  admin = editor((await new ApiClient(api.url).register('boss@example.com')).access_token);
});

afterAll(async () => {
  await api.close();
  await surroundings.database.drop();
});

/** As the editor's client calls: with the content type on every request, whether there is a body or not. */
function editor(token: string, url = api.url): ApiClient {
  return new ApiClient(url, { 'content-type': 'application/json' }).as(token);
}

interface Somebody {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly client: ApiClient;
}

async function somebody(change: object = {}): Promise<Somebody> {
  const { user, access_token: token } = await new ApiClient(api.url).register();
  const client = editor(token);
  if (Object.keys(change).length > 0)
    expect((await client.put('/api/v1/user', change)).status).toBe(200);
  return { id: user.id, email: user.email, token, client };
}

/** Calls with a body that no JSON.stringify writes. */
function raw(method: string, path: string, token: string, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return fetch(api.url + path, { method, headers, body });
}

const notifications = () => api.app.get(NotificationsService);
const pick = (list: object[], field: string) =>
  list.map((item) => (item as Record<string, unknown>)[field]);

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
    const stranger = new ApiClient(api.url, { 'content-type': 'application/json' });
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
    await admin.patch(`/api/v1/admin/users/${banned.id}`, { status: 'Banned' });
    for (const id of [
      banned.id,
      'tz4a98xxat96iws9zmbrgj3a',
      '%00',
      ...HOSTILE_IDS.map(encodeURIComponent),
    ])
      for (const path of ['profile', 'user/lookup']) {
        // fetch resolves dots in a path before it sends it.
        if (id === '..') continue;
        expect((await client.get(`/api/v1/${path}/${id}`)).status).toBe(404);
      }
    expect((await client.get(`/api/v1/user/search/${username}`)).body).toEqual([]);
    await admin.patch(`/api/v1/admin/users/${banned.id}`, { status: 'Active' });
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
    await api.app.get(DataSource).query(
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
    const open = await startProcess('api', { ...surroundings.env, LOOKUP_FIELDS: 'email' });
    try {
      const { id, email } = await somebody({ name: 'Hidden Name' });
      const { access_token: token } = await new ApiClient(open.url).login(email);
      const client = editor(token, open.url);
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
    const answer = await raw('PUT', '/api/v1/user/info', token, body);
    expect([answer.status, ((await answer.json()) as Refusal).errors[0]?.path]).toEqual([
      400,
      path,
    ]);
  });

  it.each(['{"__proto__":{"permission":1}}', '[]', '"text"', '5', '{"name":'])(
    'refuses %s whole',
    async (body) => {
      const { token } = await somebody();
      expect((await raw('PUT', '/api/v1/user/info', token, body)).status).toBe(400);
    },
  );

  it('is changed by nobody who only has a token of theirs', async () => {
    const { client } = await somebody();
    const { body } = await client.put('/api/v1/user/pat', { name: 'ci' });
    expect((await editor(body.pat).get('/api/v1/user/info')).status).toBe(200);
    expect((await editor(body.pat).put('/api/v1/user/info', { name: 'x' })).status).toBe(403);
  });
});

interface Refusal {
  errors: { path: string }[];
}

describe('an avatar', () => {
  const local = (url: string) => url.replace(PUBLIC_URL, api.url);
  const send = (url: string, image: Buffer, type = 'image/png') =>
    fetch(local(url), {
      method: 'PUT',
      headers: { 'content-type': type },
      body: new Uint8Array(image),
    });
  const addressFor = async (client: ApiClient, avatar_extension: string): Promise<string> =>
    (await client.put('/api/v1/user/info', { avatar_extension })).body.signed_url;
  const avatarOf = async (client: ApiClient): Promise<string> =>
    (await client.get('/api/v1/user/info')).body.avatar;

  it.each([
    ['png', 'png', 'image/png'],
    ['JPEG', 'jpg', 'image/jpeg'],
    ['webp', 'webp', 'image/webp'],
    ['gif', 'gif', 'image/gif'],
  ] as const)(
    'is sent as %s to an address of this server and seen by everybody',
    async (extension, kind, type) => {
      const { id, client } = await somebody();
      const address = await addressFor(client, extension);
      expect(address).toMatch(/^https:\/\/flow\.example\.com\/api\/v1\/media\/avatars\/[\w.-]+$/);
      const sent = await send(
        address,
        IMAGES[kind],
        kind === 'gif' ? 'application/octet-stream' : type,
      );
      expect(sent.status).toBe(200);
      const avatar = await avatarOf(client);
      expect(await sent.json()).toEqual({ avatar_url: avatar });
      expect(avatar).toMatch(
        new RegExp(`^${PUBLIC_URL}/api/v1/media/avatars/${id}/[0-9a-f]{64}.${kind}$`),
      );

      const seen = await fetch(local(avatar));
      expect(Buffer.from(await seen.arrayBuffer())).toEqual(IMAGES[kind]);
      expect(Object.fromEntries(seen.headers)).toMatchObject({
        'content-type': type,
        'content-security-policy': `default-src 'none'; sandbox`,
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      const etag = seen.headers.get('etag')!;
      const again = await fetch(local(avatar), { headers: { 'if-none-match': `W/"x", ${etag}` } });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([
        304,
        etag,
        '',
      ]);
    },
  );

  it('is gone when it is replaced, taken off, or its owner leaves or is banned', async () => {
    const { id, client } = await somebody();
    const statusOf = async (url: string) => (await fetch(local(url))).status;
    await send(await addressFor(client, 'png'), IMAGES.png);
    const first = await avatarOf(client);
    await send(await addressFor(client, 'gif'), IMAGES.gif, 'image/gif');
    const second = await avatarOf(client);
    expect([await statusOf(first), await statusOf(second)]).toEqual([404, 200]);
    expect((await fetch(local(first))).headers.get('cache-control')).toBeNull();

    await admin.patch(`/api/v1/admin/users/${id}`, { status: 'Inactive' });
    expect(await statusOf(second)).toBe(404);
    await admin.patch(`/api/v1/admin/users/${id}`, { status: 'Active' });
    expect(await statusOf(second)).toBe(200);
    const back = await somebodyAgain(id);
    await back.put('/api/v1/user', { avatar_url: second });
    expect(await statusOf(second)).toBe(200);
    await back.put('/api/v1/user', { avatar_url: 'https://example.com/me.png' });
    expect([await statusOf(second), await avatarsOf(id)]).toEqual([404, 0]);

    await send(await addressFor(back, 'png'), IMAGES.png);
    const third = await avatarOf(back);
    expect((await back.delete('/api/v1/user', { password: PASSWORD })).status).toBe(204);
    expect([await statusOf(third), await avatarsOf(id)]).toEqual([404, 0]);
  });

  /** Whose sessions a ban has ended. */
  async function somebodyAgain(id: string): Promise<ApiClient> {
    const [{ email }] = await api.app
      .get(DataSource)
      .query('SELECT email FROM users WHERE id = $1', [id]);
    return editor((await new ApiClient(api.url).login(email)).access_token);
  }
  const avatarsOf = async (id: string): Promise<number> =>
    (await api.app.get(DataSource).query('SELECT FROM avatars WHERE user_id = $1', [id])).length;

  it('must be what was announced, and no larger than 1 MiB', async () => {
    const { client } = await somebody();
    const address = await addressFor(client, 'png');
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    );
    const large = Buffer.concat([IMAGES.png, Buffer.alloc(1_048_576)]);
    const refusals = [
      [IMAGES.gif, 'image/gif', 400],
      [IMAGES.gif, 'image/png', 400],
      [svg, 'image/png', 400],
      [svg, 'image/svg+xml', 415],
      [Buffer.alloc(0), 'image/png', 400],
      [Buffer.from('{}'), 'application/json', 400],
      [large, 'image/png', 413],
    ] as const;
    for (const [image, type, status] of refusals)
      expect([type, (await send(address, image, type)).status]).toEqual([type, status]);
    expect(await avatarOf(client)).toBeNull();
    expect((await send(address, large.subarray(0, 1_048_576))).status).toBe(200);
  });

  it('needs an address that was signed here, for this user, not long ago', async () => {
    const victim = await somebody();
    const other = await somebody();
    const uploads = new SignedTexts(
      readTokenKeys(surroundings.env['TOKEN_KEYS']!),
      'avatar-upload',
    );
    const elsewhere = new SignedTexts(readTokenKeys(surroundings.env['TOKEN_KEYS']!), 'else');
    const address = await addressFor(other.client, 'png');
    const [text, expiry, mac] = address.split('/').at(-1)!.split('.') as [string, string, string];
    const victims = Buffer.from(`${victim.id}/png`).toString('base64url');
    for (const token of [
      uploads.sign(`${victim.id}/png`, -1),
      elsewhere.sign(`${victim.id}/png`, 600),
      uploads.sign('nobody/png', 600),
      `${victims}.${expiry}.${mac}`,
      `${text}.${Number(expiry) + 1}.${mac}`,
      `${text}.${expiry}.${mac.slice(1)}A`,
      victim.id,
      'x'.repeat(10_000),
    ])
      expect((await send(`${api.url}/api/v1/media/avatars/${token}`, IMAGES.png)).status).toBe(403);
    expect((await send(address, IMAGES.png)).status).toBe(200);
    expect(await avatarOf(victim.client)).toBeNull();
    expect(await avatarOf(other.client)).toContain(other.id);
  });

  it('is the only thing this server takes as an image', async () => {
    const { token } = await somebody();
    for (const path of ['/api/v1/user/info', '/api/v1/profile/x', '/jobs/submit']) {
      const headers = { 'content-type': 'image/png', authorization: `Bearer ${token}` };
      const method = path.endsWith('info') ? 'PUT' : 'POST';
      const answer = await fetch(api.url + path, {
        method,
        headers,
        body: new Uint8Array(IMAGES.png),
      });
      expect([path, answer.status]).toEqual([path, 415]);
    }
  });

  it.each([
    'x.png',
    `${'0'.repeat(64)}.png`,
    `${'0'.repeat(64)}.svg`,
    '%00',
    '%2e%2e%2fsecret',
    'x'.repeat(9000),
  ])('is not %s', async (file) => {
    const { id } = await somebody();
    expect((await fetch(`${api.url}/api/v1/media/avatars/${id}/${file}`)).status).toBe(404);
  });
});

describe('an editor profile', () => {
  it('changes in what is given only, as often as the editor likes', async () => {
    const { client } = await somebody();
    const path = '/api/v1/profile/mine-1';
    const apps = [{ app_id: 'a', favorite: true, pinned: false, favorite_order: 1 }];
    await client.post(path, {
      name: 'Work',
      interests: ['x'],
      tags: ['y'],
      theme: { primary: '#224466', nested: { dark: [true, null] } },
      bit_ids: ['b'],
      shortcuts: [{ key: 'k' }],
      settings: { connection_mode: 'step', other: 1 },
      apps: apps.map((app) => ({ ...app, added: 'later' })),
      secure: false,
    });
    for (const change of [{}, { name: null, theme: null, apps: null, settings: null }])
      expect((await client.post(path, change)).status).toBe(200);
    await client.call('POST', path);
    const { body } = await client.post(path, { description: 'New' });
    expect(body).toMatchObject({
      id: 'mine-1',
      name: 'Work',
      description: 'New',
      interests: ['x'],
      tags: ['y'],
      theme: { primary: '#224466', nested: { dark: [true, null] } },
      bit_ids: ['b'],
      shortcuts: [{ key: 'k' }],
      settings: { connection_mode: 'step' },
      apps: [{ app_id: 'a', favorite: true, favorite_order: 1, pinned: false, pinned_order: null }],
    });
    expect(body.apps[0]).not.toHaveProperty('added');
    expect(body.settings).not.toHaveProperty('other');
  });

  it('is nobody else’s: the same id makes another one', async () => {
    const owner = await somebody();
    const other = await somebody();
    const id = `shared-${owner.id}`;
    const { body: before } = await owner.client.post(`/api/v1/profile/${id}`, { name: 'Mine' });
    const { status, body } = await other.client.post(`/api/v1/profile/${id}`, { name: 'Theirs' });
    expect([status, body.user_id]).toEqual([200, other.id]);
    expect(body.id).toMatch(/^[a-z0-9]{24}$/);
    expect((await owner.client.get('/api/v1/profile')).body).toEqual([before.profile]);
    expect((await other.client.delete(`/api/v1/profile/${id}`)).status).toBe(404);
    expect((await other.client.get(`/api/v1/profile/${id}/bits`)).status).toBe(404);
    const bit = { bit_id: 'b', profile_id: id };
    expect((await other.client.post('/api/v1/profile/bits/add', bit)).status).toBe(404);
    expect((await owner.client.get('/api/v1/profile')).body).toEqual([before.profile]);
    expect((await owner.client.delete(`/api/v1/profile/${id}`)).body).toBeNull();
    expect((await owner.client.delete(`/api/v1/profile/${id}`)).status).toBe(404);
  });

  it('gets an id of the server when the one in the path is none', async () => {
    const { client } = await somebody();
    for (const id of ["' OR 1=1 --", '%', 'x'.repeat(201), 'a b']) {
      const { status, body } = await client.post(`/api/v1/profile/${encodeURIComponent(id)}`, {});
      expect([status, body.id]).toEqual([200, expect.stringMatching(/^[a-z0-9]{24}$/)]);
    }
    expect((await client.post('/api/v1/profile/%00', {})).status).toBe(404);
  });

  it('never sends the editor to another server with the token', async () => {
    const { client } = await somebody();
    const foreign = { hub: 'https://evil.example.com', hubs: ['https://evil.example.com'] };
    await client.post('/api/v1/profile/hub', foreign);
    const { body } = await client.get('/api/v1/profile');
    expect(body).toMatchObject([{ hub: PUBLIC_URL, hubs: [PUBLIC_URL] }]);
    expect(JSON.stringify(body)).not.toContain('evil');
  });

  it('is made once when many make it at once', async () => {
    const { id: userId, client } = await somebody();
    const id = `at-once-${userId}`;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, turn) =>
        client.post(`/api/v1/profile/${id}`, { name: `n${turn}` }),
      ),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`))).toEqual(
      new Set([`200 ${id}`]),
    );
    expect((await client.get('/api/v1/profile')).body).toHaveLength(1);
  });

  it('belongs to one of two people who make it at once', async () => {
    const people = [await somebody(), await somebody()];
    const id = `contested-${people[0]!.id}`;
    const answers = await Promise.all(
      people.map(({ client }) => client.post(`/api/v1/profile/${id}`, {})),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.filter(({ body }) => body.id === id)).toHaveLength(1);
    expect(answers.map(({ body }) => body.user_id)).toEqual(people.map((person) => person.id));
  });

  it('is one of fifty at most, however many are made at once', async () => {
    const { id, client } = await somebody();
    await api.app.get(DataSource).query(
      `INSERT INTO profiles (id, user_id, name, settings)
        SELECT $1 || n, $1, 'n', '{}' FROM generate_series(1, 47) n`,
      [id],
    );
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, turn) => client.post(`/api/v1/profile/${id}-${turn}`, {})),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      ...Array(3).fill(200),
      ...Array(5).fill(409),
    ]);
    expect((await client.post(`/api/v1/profile/${id}1`, { name: 'still' })).status).toBe(200);
  });

  it.each([
    ['{"name":""}', 'name'],
    [`{"name":"${'x'.repeat(201)}"}`, 'name'],
    ['{"name":"a\\u0000"}', 'name'],
    ['{"tags":"x"}', 'tags'],
    ['{"tags":["a\\ud800"]}', 'tags.0'],
    [`{"tags":[${'"x",'.repeat(100)}"x"]}`, 'tags'],
    ['{"interests":[{}]}', 'interests'],
    ['{"theme":[]}', 'theme'],
    ['{"theme":"dark"}', 'theme'],
    [`{"theme":{"x":"${'ü'.repeat(8190)}"}}`, 'theme'],
    ['{"theme":{"a":["\\u0000"]}}', 'theme'],
    ['{"theme":{"a\\udfff":1}}', 'theme'],
    ['{"shortcuts":{}}', 'shortcuts'],
    ['{"settings":{"connection_mode":"wild"}}', 'settings.connection_mode'],
    ['{"settings":[]}', 'settings'],
    ['{"apps":[{"favorite":true}]}', 'apps.0.app_id'],
    ['{"apps":["a"]}', 'apps.0'],
    ['{"apps":{"a":1}}', 'apps'],
    [`{"bit_ids":["${'x'.repeat(201)}"]}`, 'bit_ids'],
  ])('refuses %s', async (body, path) => {
    const { token, client } = await somebody();
    const answer = await raw('POST', '/api/v1/profile/refused', token, body);
    expect([answer.status, ((await answer.json()) as Refusal).errors[0]?.path]).toEqual([
      400,
      path,
    ]);
    expect((await client.get('/api/v1/profile')).body).toEqual([]);
  });

  it.each([
    ['members that change what an object is', '{"theme":{"__proto__":{"x":1}}}', 400],
    ['a body without a bottom', `{"theme":${'{"a":'.repeat(300)}1${'}'.repeat(300)}}`, 400],
    ['a list', '[{"name":"x"}]', 400],
    ['more apps than can be checked', `{"apps":[${'{"app_id":"a"},'.repeat(20_000)}{}]}`, 400],
    ['two megabytes', `{"name":"${'x'.repeat(2_000_000)}"}`, 413],
  ])('refuses %s', async (_, body, status) => {
    const { token } = await somebody();
    expect((await raw('POST', '/api/v1/profile/refused', token, body)).status).toBe(status);
  });

  it('keeps names that every object has out, and in a theme as they are', async () => {
    const { token } = await somebody();
    const names = '"toString":1,"constructor":"x","hasOwnProperty":2';
    const answer = await raw(
      'POST',
      '/api/v1/profile/natural',
      token,
      `{${names},"theme":{${names}},"settings":{"connection_mode":"step",${names}}}`,
    );
    const profile = ((await answer.json()) as { profile: Record<string, object> }).profile;
    expect(profile['theme']).toEqual({ toString: 1, constructor: 'x', hasOwnProperty: 2 });
    expect(profile['settings']).toEqual({ connection_mode: 'step' });
    expect(Object.keys(profile)).not.toContain('toString');
  });

  it('remembers models, each once', async () => {
    const { client } = await somebody();
    expect((await client.post('/api/v1/profile/bits/add', { bit_id: 'b' })).status).toBe(404);
    await client.post('/api/v1/profile/bits-1', {});
    await client.post('/api/v1/profile/bits-2', {});
    await Promise.all(
      ['b', 'c', 'b'].map((bit_id) => client.post('/api/v1/profile/bits/add', { bit_id })),
    );
    await client.post('/api/v1/profile/bits/add', { bit_id: 'd', profile_id: 'bits-2' });
    const { body } = await client.post('/api/v1/profile/bits/remove', { bit_id: 'c' });
    expect([body.id, body.bit_ids]).toEqual(['bits-1', ['b']]);
    expect(pick((await client.get('/api/v1/profile')).body, 'bit_ids')).toEqual([['b'], ['d']]);
    expect((await client.get('/api/v1/profile/bits-1/bits?limit=100')).body).toEqual([]);
  });

  it('is out of reach for a token with some permissions only', async () => {
    const { client } = await somebody();
    const { body: narrow } = await client.put('/api/v1/user/pat', {
      name: 'n',
      scopes: ['ReadBoards'],
    });
    const { body: wide } = await client.put('/api/v1/user/pat', { name: 'w' });
    expect((await editor(narrow.pat).get('/api/v1/profile')).status).toBe(403);
    expect((await editor(narrow.pat).post('/api/v1/profile/x', {})).status).toBe(403);
    expect((await editor(narrow.pat).get('/api/v1/user/notifications/list')).status).toBe(403);
    expect((await editor(wide.pat).get('/api/v1/profile')).status).toBe(200);
  });
});

describe('notifications', () => {
  const list = async (client: ApiClient, query = '') =>
    (await client.get(`/api/v1/user/notifications/list${query}`)).body;
  const counts = async (client: ApiClient) => (await client.get('/api/v1/user/notifications')).body;

  it('come newest first, in pages, and are read one by one or all together', async () => {
    const { id, client } = await somebody();
    for (const title of ['one', 'two', 'three', 'four'])
      await notifications().notify(id, { title, link: '/library' });
    expect(pick(await list(client), 'title')).toEqual(['four', 'three', 'two', 'one']);
    expect(pick(await list(client, '?limit=2&offset=1&unread_only=false&x=y'), 'title')).toEqual([
      'three',
      'two',
    ]);
    const [newest] = await list(client);
    expect(newest).toEqual({
      id: newest.id,
      user_id: id,
      title: 'four',
      description: null,
      icon: null,
      link: '/library',
      read: false,
      created_at: expect.stringMatching(/Z$/),
      read_at: null,
    });
    const path = `/api/v1/user/notifications/${newest.id}`;
    const read = await client.call('POST', path);
    expect([read.status, read.body]).toEqual([200, null]);
    const [{ read_at: first }] = await list(client);
    await client.call('POST', path);
    expect((await list(client))[0]).toMatchObject({ read: true, read_at: first });
    expect(pick(await list(client, '?unread_only=true'), 'title')).toEqual(['three', 'two', 'one']);
    expect(await counts(client)).toMatchObject({ notifications_count: 4, unread_count: 3 });
    const all = () => client.call('POST', '/api/v1/user/notifications/read-all');
    expect([(await all()).body, (await all()).body]).toEqual([{ count: 3 }, { count: 0 }]);
    expect((await client.delete(path)).body).toBeNull();
    expect((await client.delete(path)).status).toBe(404);
    expect(await counts(client)).toMatchObject({ notifications_count: 3, unread_count: 0 });
  });

  it('are followed from page to page', async () => {
    const { id, client } = await somebody();
    for (let n = 0; n < 5; n++) await notifications().notify(id, { title: `${n}` });
    const seen: unknown[] = [];
    for (
      let path: string | undefined = '/api/v1/user/notifications/list?limit=2';
      path !== undefined;
    ) {
      const { body, headers } = await client.get(path);
      seen.push(...pick(body, 'title'));
      path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(['4', '3', '2', '1', '0']);
  });

  it('are nobody else’s', async () => {
    const owner = await somebody();
    const other = await somebody();
    await notifications().notify(owner.id, { title: 'Private' });
    const [{ id }] = await list(owner.client);
    for (const path of [
      id,
      'x',
      '%00',
      ...HOSTILE_IDS.filter((text) => text !== '..').map(encodeURIComponent),
    ]) {
      expect((await other.client.call('POST', `/api/v1/user/notifications/${path}`)).status).toBe(
        404,
      );
      expect((await other.client.delete(`/api/v1/user/notifications/${path}`)).status).toBe(404);
    }
    expect(
      (await other.client.call('POST', '/api/v1/user/notifications/read-all')).body.count,
    ).toBe(0);
    expect(await list(other.client)).toEqual([]);
    expect(await list(owner.client)).toMatchObject([{ id, read: false }]);
  });

  it.each([
    'limit=0',
    'limit=101',
    'offset=-1',
    'unread_only=perhaps',
    'unread_only=toString',
    'cursor=x',
  ])('are not listed with %s', async (query) => {
    const { client } = await somebody();
    const { status, body } = await client.get(`/api/v1/user/notifications/list?${query}`);
    expect([status, body.errors[0].path]).toEqual([400, query.split('=')[0]]);
  });

  it('are five hundred at most: the oldest make room', async () => {
    const { id, client } = await somebody();
    for (let n = 0; n < 503; n++) await notifications().notify(id, { title: `${n}` });
    expect(await counts(client)).toMatchObject({ notifications_count: 500 });
    expect(pick(await list(client, '?limit=1&offset=499'), 'title')).toEqual(['3']);
  });

  it('tell the owner of a changed password, and only of that', async () => {
    const { client } = await somebody();
    const change = (current: string) =>
      client.put('/api/v1/user', { password: { current, new: 'another sentence nobody says' } });
    expect((await change('wrong one')).status).toBe(400);
    expect(await list(client)).toEqual([]);
    expect((await change(PASSWORD)).status).toBe(200);
    expect(await list(client)).toMatchObject([
      { title: 'Your password was changed', description: expect.stringContaining('127.0.0.1') },
    ]);
  });

  it('are lost on somebody who is gone, and go with the account', async () => {
    await notifications().notify('nobody', { title: 'x' });
    const { id, client } = await somebody();
    await notifications().notify(id, { title: 'x' });
    await client.delete('/api/v1/user', { password: PASSWORD });
    const rows = await api.app
      .get(DataSource)
      .query('SELECT FROM notifications WHERE user_id = $1', [id]);
    expect(rows).toHaveLength(0);
  });

  it('are counted together with the invitations that other modules keep', async () => {
    const repository = api.app.get(DataSource).getRepository(Notification);
    const service = new NotificationsService(repository);
    service.countInvitesBy('SELECT count(*) FROM sessions WHERE user_id = $1');
    service.countInvitesBy('SELECT 2');
    const { id } = await somebody();
    expect(await service.count(id)).toEqual({ invites: 3, notifications: 0, unread: 0 });
    expect(await countQueries(() => service.count(id))).toBe(1);
  });
});
