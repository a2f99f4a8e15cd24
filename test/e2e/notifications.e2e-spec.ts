import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Notification } from '../../src/users/notifications/notification.entity.js';
import { NotificationsService } from '../../src/users/notifications/notifications.service.js';
import { type ApiClient, PASSWORD } from '../setup/api-client.js';
import { countQueries } from '../setup/count-queries.js';
import { HOSTILE_IDS, People, pick } from '../setup/people.js';

let people: People;
beforeAll(async () => {
  people = await People.start();
});
afterAll(() => people.stop());

const somebody = (change?: object) => people.somebody(change);

const notifications = () => people.api.app.get(NotificationsService);

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
    for (const path of [id, 'x', ...HOSTILE_IDS.map(encodeURIComponent)]) {
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
    const rows = await people.query('SELECT FROM notifications WHERE user_id = $1', [id]);
    expect(rows).toHaveLength(0);
  });

  it('are counted together with the invitations that other modules keep', async () => {
    const repository = people.api.app.get(DataSource).getRepository(Notification);
    const service = new NotificationsService(repository);
    service.countInvitesBy('SELECT count(*) FROM sessions WHERE user_id = $1');
    service.countInvitesBy('SELECT 2');
    const { id } = await somebody();
    expect(await service.count(id)).toEqual({ invites: 3, notifications: 0, unread: 0 });
    expect(await countQueries(() => service.count(id))).toBe(1);
  });
});
