import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { APP_PERMISSIONS } from '../../src/common/app-permission.js';
import type { ApiClient } from '../setup/api-client.js';
import { insertApp, insertRole, type TestApp } from '../setup/apps.js';
import { of, type Person, Teams } from '../setup/teams.js';
import { until } from '../setup/until.js';

const { ReadRoles } = APP_PERMISSIONS;

let teams: Teams;
let database: pg.Pool;

beforeAll(async () => {
  teams = await Teams.start({ JOBS_AUTH: 'required' });
  ({ database } = teams);
});
afterAll(() => teams.stop());

describe('an API key', () => {
  let owner: Person;
  let app: TestApp;
  beforeAll(async () => {
    owner = await teams.person();
    app = await insertApp(database, owner.id, { visibility: 'Public' });
  });
  const create = async (body: object, as: ApiClient = owner) =>
    as.put(of(app, 'api'), { name: 'ci', ...body });
  const keyed = (key: string) => teams.client.with({ 'x-api-key': key });

  it('is shown once, has the default role, works in its app, and leaves a trace', async () => {
    const { status, body, headers } = await create({ description: 'Nightly' });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      id: expect.any(String),
      api_key: `flk_${app.id}.${body.id}.${body.api_key.split('.').at(-1)}`,
      name: 'ci',
      role_name: 'User',
    });
    const program = keyed(body.api_key);
    expect((await program.get(of(app, 'roles'))).status).toBe(403);
    const { body: keys } = await owner.get(of(app, 'api'));
    expect(keys).toMatchObject([
      {
        id: body.id,
        name: 'ci',
        description: 'Nightly',
        role_id: app.roles.user,
        role_name: 'User',
        role_permissions: 534_528,
        valid_until: null,
        last_used_at: expect.any(String),
      },
    ]);
    const secret = body.api_key.split('.').at(-1);
    expect(JSON.stringify(keys)).not.toContain(secret);
    const { rows } = await database.query('SELECT * FROM app_api_keys');
    expect(JSON.stringify(rows)).not.toContain(secret);
    const { body: events } = await owner.get('/api/v1/user/audit');
    expect(events[0]).toMatchObject({
      action: 'api-key.created',
      details: { key_id: body.id, app_id: app.id },
    });
  });

  it('may what its role may, in its app and nowhere else', async () => {
    const { body } = await create({ role_id: await insertRole(database, app.id, ReadRoles) });
    const program = keyed(body.api_key);
    expect((await program.get(of(app, 'roles'))).status).toBe(200);
    expect((await program.get(of(app, 'team'))).status).toBe(403);
    const other = await insertApp(database, owner.id, { visibility: 'Public' });
    expect((await program.get(of(other, 'roles'))).status).toBe(404);
    for (const path of ['user', 'user/info', 'user/invites', 'user/notifications', 'profile'])
      expect([path, (await program.get(`/api/v1/${path}`)).status]).toEqual([path, 403]);
    expect((await program.put(of(app, 'team/queue'))).status).toBe(403);
    expect((await program.post(of(other, 'team/purchase'))).status).toBe(403);
  });

  it('runs boards of its app as jobs, and of no other', async () => {
    const { body } = await create({});
    const other = await insertApp(database, owner.id, { visibility: 'Public' });
    const submit = async (to: TestApp, key: string) => {
      const job = { app_id: to.id, board_id: 'none' };
      const answer = await keyed(key).post('/jobs/submit', job);
      return [answer.status, answer.body.detail];
    };
    expect(await submit(app, body.api_key)).toEqual([
      404,
      `There is no board none in an app ${app.id}`,
    ]);
    expect(await submit(other, body.api_key)).toEqual([404, `There is no app ${other.id}`]);
    const role = await insertRole(database, app.id, ReadRoles);
    const { body: weak } = await create({ role_id: role });
    expect((await submit(app, weak.api_key))[0]).toBe(403);
  });

  it('with the role Admin administers the team, but makes and removes no keys and no owner', async () => {
    const { body } = await create({ role_id: app.roles.admin });
    const program = keyed(body.api_key);
    const member = await teams.member(app);
    const give = (role: string) => program.post(of(app, `roles/${role}/assign/${member.id}`));
    expect((await give(app.roles.admin)).status).toBe(200);
    expect((await give(app.roles.owner)).status).toBe(403);
    expect(
      (await program.put(of(app, 'team/invite'), { sub: (await teams.person()).id })).status,
    ).toBe(200);
    expect((await create({}, program)).status).toBe(403);
    expect((await program.delete(of(app, `api/${body.id}`))).status).toBe(403);
    expect((await program.get(of(app, 'api'))).status).toBe(200);
  });

  it('never has the owner’s role', async () => {
    expect((await create({ role_id: app.roles.owner })).status).toBe(403);
  });

  it('stops working at once when it is removed, though it was just used', async () => {
    const { body } = await create({ role_id: app.roles.admin });
    const program = keyed(body.api_key);
    expect((await program.get(of(app, 'roles'))).status).toBe(200);
    const stranger = await teams.person();
    const theirs = await insertApp(database, stranger.id);
    expect((await stranger.delete(of(theirs, `api/${body.id}`))).status).toBe(404);
    expect((await program.get(of(app, 'roles'))).status).toBe(200);
    expect((await owner.delete(of(app, `api/${body.id}`))).body).toBeNull();
    expect((await program.get(of(app, 'roles'))).status).toBe(401);
    expect((await owner.delete(of(app, `api/${body.id}`))).status).toBe(404);
  });

  it('stops working when its time is over, also in a process that knows it', async () => {
    const { body } = await create({
      role_id: app.roles.admin,
      valid_until: Math.floor(Date.now() / 1000) + 3600,
    });
    await database.query(
      `UPDATE app_api_keys SET expires_at = now() + interval '150 milliseconds' WHERE id = $1`,
      [body.id],
    );
    const status = async () => (await keyed(body.api_key).get(of(app, 'roles'))).status;
    expect(await status()).toBe(200);
    await until(async () => (await status()) === 401);
  });

  it('feels a change of its role soon', async () => {
    const role = await insertRole(database, app.id, ReadRoles);
    const { body } = await create({ role_id: role });
    const status = async () => (await keyed(body.api_key).get(of(app, 'roles'))).status;
    expect(await status()).toBe(200);
    await owner.put(of(app, `roles/${role}`), { name: 'less', permissions: 0 });
    await until(async () => (await status()) === 403, { within: 8_000 });
  });

  it('with another secret, id or app is refused, and so is one in the wrong header', async () => {
    const { body } = await create({ role_id: app.roles.admin });
    const [, id, secret] = body.api_key.split('.');
    const other = await insertApp(database, owner.id);
    const statusWith = async (headers: Record<string, string>) =>
      (await teams.client.with(headers).get(of(app, 'roles'))).status;
    for (const key of [
      `flk_${app.id}.${id}.${'a'.repeat(43)}`,
      `flk_${app.id}.${'a'.repeat(24)}.${secret}`,
      `flk_${other.id}.${id}.${secret}`,
      `${body.api_key}x`,
      body.api_key.slice(4),
      '',
      'flk_',
      'flk_..',
      'x'.repeat(5000),
    ])
      expect([key, await statusWith({ 'x-api-key': key })]).toEqual([key, 401]);
    const wrong = await teams.client.as(body.api_key).get(of(app, 'roles'));
    expect([wrong.status, wrong.body.detail]).toEqual([
      401,
      'The key of an app is sent in the header x-api-key',
    ]);
    const { rows } = await database.query('SELECT last_used_at FROM app_api_keys WHERE id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ last_used_at: null }]);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 7 }, 'name'],
    [{ role_id: 7 }, 'role_id'],
    [{ valid_until: 1 }, 'valid_until'],
    [{ valid_until: '2027-01-01' }, 'valid_until'],
    [{ description: {} }, 'description'],
  ])('is not made from %j', async (body, path) => {
    const answer = await create(body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
  });
});
