import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { insertApp, type TestApp } from '../setup/apps.js';
import type { AnyJson } from '../setup/api-client.js';
import { echo } from '../setup/boards.js';
import { anEvent } from '../setup/event-bodies.js';
import { of, type Person, statuses, Teams } from '../setup/teams.js';

let teams: Teams;
let owner: Person;
let app: TestApp;

beforeAll(async () => {
  teams = await Teams.start();
  owner = await teams.person();
});
afterAll(() => teams.stop());
beforeEach(async () => {
  app = await insertApp(teams.database, owner.id);
  await owner.put(of(app, 'board/b'), echo().json());
  for (const id of ['e', 'f']) await owner.put(of(app, `events/${id}`), { event: anEvent() });
});

const add = (fields: object) =>
  owner.post(of(app, 'routes'), {
    id: 'r',
    path: '/home',
    targetType: 'Event',
    eventId: 'e',
    isDefault: false,
    ...fields,
  });
const list = async (): Promise<AnyJson[]> => (await owner.get(of(app, 'routes'))).body;

describe('routes of an app', () => {
  it('lead paths to events, whichever way they are asked for', async () => {
    expect(await list()).toEqual([]);
    const made = await add({ unknown: 1 });
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: 'r',
        app_id: app.id,
        path: '/home',
        targetType: 'Event',
        eventId: 'e',
        event_id: 'e',
        isDefault: false,
        is_default: false,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    const fresh = await add({ id: undefined, path: 'a', eventId: undefined, event_id: 'f' });
    expect(fresh.body).toMatchObject({ id: expect.stringMatching(/^[a-z0-9]{24}$/), path: '/a' });
    expect((await list()).map(({ path }) => path)).toEqual(['/a', '/home']);
    for (const path of ['/home', 'home', '/home/'])
      expect((await owner.get(of(app, `routes/by-path?path=${path}`))).body.id).toBe('r');
    expect((await owner.get(of(app, 'routes/by-path?path=/other'))).status).toBe(404);
    for (const query of ['', '?path=a%20b', '?path=/..'])
      expect((await owner.get(of(app, `routes/by-path${query}`))).status).toBe(400);
  });

  it('are seen by who may start events or list them, and by no one else', async () => {
    await add({});
    const visitor = await teams.member(app);
    expect((await visitor.get(of(app, 'routes'))).body).toHaveLength(1);
    expect((await visitor.post(of(app, 'routes'), { path: '/x', eventId: 'e' })).status).toBe(403);
    expect((await visitor.delete(of(app, 'routes/r'))).status).toBe(403);
    const stranger = await teams.person();
    expect((await stranger.get(of(app, 'routes'))).status).toBe(404);
  });

  it('have one default at most, the last one that was to be it', async () => {
    expect((await owner.get(of(app, 'routes/default'))).status).toBe(404);
    await add({ isDefault: true });
    await add({ id: 's', path: '/', isDefault: true });
    expect((await owner.get(of(app, 'routes/default'))).body.id).toBe('s');
    await owner.put(of(app, 'routes/r'), { isDefault: true });
    expect((await list()).filter((one) => one.isDefault).map(({ id }) => id)).toEqual(['r']);
    await Promise.all(
      ['r', 's', 'r', 's'].map((id) => owner.put(of(app, `routes/${id}`), { isDefault: true })),
    );
    expect((await list()).filter((one) => one.isDefault)).toHaveLength(1);
  });

  it('are led elsewhere, and taken away', async () => {
    await add({});
    const changed = await owner.put(of(app, 'routes/r'), { eventId: 'f', targetType: 'Event' });
    expect(changed).toMatchObject({ status: 200, body: { path: '/home', eventId: 'f' } });
    expect((await owner.put(of(app, 'routes/r'), { path: '/new' })).body.path).toBe('/new');
    expect((await owner.put(of(app, 'routes/x'), { path: '/y' })).status).toBe(404);
    expect((await owner.put(of(app, 'routes/r'), { eventId: 'none' })).status).toBe(404);
    expect(await owner.delete(of(app, 'routes/r'))).toMatchObject({ status: 200, body: null });
    expect((await owner.delete(of(app, 'routes/r'))).status).toBe(404);
  });

  it.each([
    ['a path', { path: '/a/../b' }, 400, 'path'],
    ['a text as path', { path: 7 }, 400, 'path'],
    ['a plain id', { id: 'a b' }, 400, 'id'],
    ['an event', { eventId: undefined }, 400, 'eventId'],
    ['a known kind of target', { targetType: 'Page' }, 400, 'targetType'],
    ['an event that is there', { eventId: 'none' }, 404, undefined],
  ])('are not made without %s', async (_, fields, status, path) => {
    const refused = await add(fields);
    expect([refused.status, refused.body.errors?.[0].path]).toEqual([status, path]);
    expect(await list()).toEqual([]);
  });

  it('share neither a path nor an id, also when they come at once', async () => {
    await add({});
    expect((await add({ path: '/other' })).body.detail).toBe(
      'There is a route with the id r already',
    );
    const taken = await add({ id: 's' });
    expect([taken.status, taken.body.detail]).toEqual([
      409,
      'The path /home is taken by the route r',
    ]);
    await add({ id: 's', path: '/s' });
    expect((await owner.put(of(app, 'routes/s'), { path: '/home' })).status).toBe(409);
    expect((await owner.put(of(app, 'routes/s'), { path: '/s' })).status).toBe(200);
    const race = await Promise.all(['1', '2', '3'].map((id) => add({ id, path: '/race' })));
    expect(statuses(race)).toEqual([201, 409, 409]);
  });

  it('are bounded in number', async () => {
    await teams.database.query(
      `INSERT INTO app_routes (app_id, id, path, event_id)
        SELECT $1, 'n' || n, '/n' || n, 'e' FROM generate_series(1, 199) n`,
      [app.id],
    );
    expect((await add({})).status).toBe(201);
    expect((await add({ id: 's', path: '/s' })).status).toBe(409);
  });

  it('go with their event and with their app, and are none of another app', async () => {
    await add({});
    await add({ id: 's', path: '/s', eventId: 'f' });
    const other = await insertApp(teams.database, owner.id);
    expect((await owner.get(of(other, 'routes/by-path?path=/home'))).status).toBe(404);
    expect((await owner.delete(of(other, 'routes/r'))).status).toBe(404);
    const borrowed = { id: 'x', path: '/x', eventId: 'e' };
    expect((await owner.post(of(other, 'routes'), borrowed)).status).toBe(404);
    await owner.delete(of(app, 'events/e'));
    expect((await list()).map(({ id }) => id)).toEqual(['s']);
    await owner.delete(`/api/v1/apps/${app.id}`);
    expect(await teams.countOf('app_routes', app)).toBe(0);
  });
});
