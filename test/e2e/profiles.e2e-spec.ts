import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { editor, People, pick, PUBLIC_URL, type Refusal } from '../setup/people.js';

let people: People;
beforeAll(async () => {
  people = await People.start();
});
afterAll(() => people.stop());

const somebody = (change?: object) => people.somebody(change);

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
    await people.query(
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
    ['{"apps":["a"]}', 'apps.0.app_id'],
    ['{"apps":[{"app_id":"a\\u0000"}]}', 'apps.0.app_id'],
    ['{"apps":[{"app_id":"a"},{"app_id":"b","pinned":1}]}', 'apps.1.pinned'],
    ['{"apps":[{"app_id":"a","favorite_order":1.5}]}', 'apps.0.favorite_order'],
    [`{"apps":[${'{"app_id":"a"},'.repeat(500)}{}]}`, 'apps'],
    ['{"apps":{"a":1}}', 'apps'],
    [`{"bit_ids":["${'x'.repeat(201)}"]}`, 'bit_ids'],
  ])('refuses %s', async (body, path) => {
    const { token, client } = await somebody();
    const answer = await people.raw('POST', '/api/v1/profile/refused', token, body);
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
    ['more tags than can be checked', `{"tags":[${'"a",'.repeat(20_000)}"b"]}`, 400],
    ['two megabytes', `{"name":"${'x'.repeat(2_000_000)}"}`, 413],
  ])('refuses %s', async (_, body, status) => {
    const { token } = await somebody();
    expect((await people.raw('POST', '/api/v1/profile/refused', token, body)).status).toBe(status);
  });

  it('keeps names that every object has out, and in a theme as they are', async () => {
    const { token } = await somebody();
    const names = '"toString":1,"constructor":"x","hasOwnProperty":2';
    const answer = await people.raw(
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
    expect((await editor(people.api.url, narrow.pat).get('/api/v1/profile')).status).toBe(403);
    expect((await editor(people.api.url, narrow.pat).post('/api/v1/profile/x', {})).status).toBe(
      403,
    );
    expect(
      (await editor(people.api.url, narrow.pat).get('/api/v1/user/notifications/list')).status,
    ).toBe(403);
    expect((await editor(people.api.url, wide.pat).get('/api/v1/profile')).status).toBe(200);
  });
});
