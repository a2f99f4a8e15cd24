import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnyJson } from '../setup/api-client.js';
import { configBytes } from '../setup/event-bodies.js';
import { HOSTILE_IDS } from '../setup/people.js';
import {
  aGreeter,
  appPath,
  eventOn,
  say,
  greeting,
  named,
  ok,
  partsOf,
  publish,
  putBoard,
} from '../setup/store.js';
import { type Person, statuses, Teams } from '../setup/teams.js';

let teams: Teams;
let author: Person;
let user: Person;
let source: string;

beforeAll(async () => {
  teams = await Teams.start({ APPS_PER_USER: '5', PUBLICATION_REVIEW: 'automatic' });
});
afterAll(() => teams.stop());
beforeEach(async () => {
  [author, user] = (await teams.people(2)) as [Person, Person];
  source = await aGreeter(author);
  await publish(author, source);
});

const install = (person: Person, body: object = {}) =>
  person.post(`/api/v1/store/${source}/install`, body);
const installed = async (person: Person): Promise<AnyJson> => ok(install(person), 201);

describe('a copy of a published app', () => {
  it('is its owner’s, has ids of its own everywhere, rests where it would start by itself, and runs', async () => {
    const { items } = await ok(user.get('/api/v1/store?query=greeter&sort=newest&limit=1'));
    expect(items.map(({ id }: AnyJson) => id)).toEqual([source]);
    const copy = await installed(user);
    expect([copy.source_app_id, copy.version]).toEqual([source, 1]);
    const app = await ok(user.get(appPath(copy.app_id)));
    expect([app.visibility, app.name ?? app.metadata?.name]).toEqual(['Private', 'Greeter']);
    const parts = await partsOf(user, copy.app_id);
    const original = await partsOf(author, source);
    for (const kind of ['boards', 'events', 'templates']) {
      expect(parts[kind]).toHaveLength(original[kind].length);
      for (const id of parts[kind]) expect(original[kind]).not.toContain(id);
    }
    const [form, hourly] = [named(parts.list, 'Form'), named(parts.list, 'Hourly')];
    expect([form.active, hourly.active]).toEqual([true, false]);
    expect(copy.inactive_events).toEqual([{ id: hourly.id, name: 'Hourly', event_type: 'cron' }]);
    expect(parts.boards).toContain(form.board_id);
    expect(form.board_id).toBe(hourly.board_id);
    expect(parts.routes).toEqual([
      expect.objectContaining({ path: '/hello', eventId: form.id, isDefault: true }),
    ]);
    expect(await say(user, copy.app_id, form.id)).toBe('Hello Ada');
    expect((await user.get(appPath(source, '/events'))).status).toBe(403);
    expect((await author.get(appPath(copy.app_id))).status).toBe(404);
  });

  it('comes without the values of secrets, and says which there are', async () => {
    const { secrets, app_id: app } = await installed(user);
    const { list, boards } = await partsOf(user, app);
    expect(secrets).toHaveLength(3);
    expect(secrets).toEqual(
      expect.arrayContaining([
        ...boards.map((id: string) => ({
          kind: 'board_variable',
          id,
          name: 'Greet',
          field: 'token',
        })),
        { kind: 'event_config', id: named(list, 'Hourly').id, name: 'Hourly', field: 'api_key' },
      ]),
    );
    for (const [table, column] of [
      ['boards', 'draft'],
      ['events', 'content'],
      ['publications', 'content'],
    ]) {
      const { rows } = await teams.database.query<{ text: string }>(
        `SELECT ${column}::text AS text FROM ${table} WHERE app_id = ANY($1)`,
        [table === 'publications' ? [source] : [app]],
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const { text } of rows) {
        expect(text).not.toContain('sealed:');
        expect(text).not.toContain(JSON.stringify(configBytes('hush')).slice(1, -1));
      }
    }
  });

  it('stays as it was published, whatever its author does, and the other way round', async () => {
    await putBoard(author, source, 'greet', greeting('Changed'));
    const { app_id: app } = await installed(user);
    const { list, boards } = await partsOf(user, app);
    expect(await say(user, app, named(list, 'Form').id)).toBe('Hello Ada');
    await ok(user.delete(appPath(app, `/board/${boards[0]}`)), 200);
    expect(await say(author, source, 'form')).toBe('Changed Ada');
    await ok(author.delete(appPath(source)), 204);
    const gone = await ok(user.get(appPath(app, '/installation')));
    expect([gone.source_app_id, gone.newest_version]).toEqual([null, null]);
    expect((await user.get(appPath(app, '/upgrade'))).status).toBe(409);
  });

  it('takes the states of boards that events lead to', async () => {
    await ok(author.patch(appPath(source, '/board/greet?version_type=Patch')));
    const pinned = eventOn('greet', { name: 'Pinned', board_version: [0, 0, 1] });
    await ok(author.put(appPath(source, '/events/pinned'), pinned));
    await putBoard(author, source, 'greet', greeting('Newer'));
    await publish(author, source);
    const { app_id: app } = await installed(user);
    const { list, boards } = await partsOf(user, app);
    expect(boards).toHaveLength(3);
    expect(await say(user, app, named(list, 'Form').id)).toBe('Newer Ada');
    expect(await say(user, app, named(list, 'Pinned').id)).toBe('Hello Ada');
  });

  it('is wholly there or not at all, and within the limits, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => install(user)));
    expect(statuses(answers)).toEqual([201, 201, 201, 201, 201, 403, 403, 403]);
    const ids = answers.flatMap(({ body }) => (body.app_id === undefined ? [] : [body.app_id]));
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect((await partsOf(user, id)).list).toHaveLength(2);
    const { rows } = await teams.database.query(
      'SELECT count(*)::int AS n FROM memberships WHERE user_id = $1',
      [user.id],
    );
    expect(rows[0].n).toBe(5);
  });

  it('is deleted as any app', async () => {
    const { app_id: app } = await installed(user);
    await ok(user.delete(appPath(app)), 204);
    expect((await user.get(appPath(app, '/installation'))).status).toBe(404);
    expect(await teams.countOf('installations', { id: app } as never)).toBe(0);
  });
});

describe('who may install what', () => {
  it('is anybody with an account, for what is in the store', async () => {
    const path = `/api/v1/store/${source}/install`;
    expect((await teams.client.post(path, {})).status).toBe(401);
    const { body: mine } = await author.post('/api/v1/apps', { name: 'Hidden' });
    expect((await user.post(`/api/v1/store/${mine.id}/install`, {})).status).toBe(404);
    expect((await install(user, { version: 7 })).status).toBe(404);
    expect((await install(user, { version: 0 })).body.errors[0].path).toBe('version');
    expect((await install(user, { versions: 1 })).body.errors[0].path).toBe('versions');
    await ok(author.patch(appPath(source, '/visibility'), { visibility: 'Prototype' }));
    expect((await install(user)).status).toBe(404);
  });

  it('is only members where one must be let in or must buy', async () => {
    const set = (text: string) => teams.database.query(text, [source]);
    await set(`UPDATE apps SET visibility = 'PublicRequestAccess' WHERE id = $1`);
    expect((await install(user)).status).toBe(403);
    const asked = await ok(user.put(appPath(source, '/team/queue'), {}));
    expect(asked.status).toBe('requested');
    const [request] = await ok(author.get(appPath(source, '/team/queue')));
    await ok(author.post(appPath(source, `/team/queue/${request.id}`)));
    await installed(user);
    await set(`UPDATE apps SET visibility = 'Public' WHERE id = $1`);
    const other = await teams.person();
    expect((await ok(other.put(appPath(source, '/team/queue'), {}))).status).toBe('joined');
    await set(`UPDATE store_listings SET price = 100 WHERE app_id = $1`);
    expect((await install(await teams.person())).status).toBe(409);
    await installed(other);
  });

  it.each(HOSTILE_IDS)('finds nothing under %j', async (id) => {
    const at = encodeURIComponent(id);
    for (const path of [`/api/v1/store/${at}/install`, `/api/v1/apps/${at}/upgrade`]) {
      const { status } = await user.post(
        path,
        path.endsWith('install') ? {} : { version: 1, preview: 'x' },
      );
      expect([path.slice(-7), [400, 404, 414].includes(status), status]).toEqual([
        path.slice(-7),
        true,
        status,
      ]);
    }
  });
});

describe('downloads', () => {
  const counts = async () => {
    const { rows } = await teams.database.query(
      `SELECT apps.download_count AS app, listing.download_count AS listing,
        (SELECT count(*) FROM app_downloads WHERE app_id = apps.id) AS people
        FROM apps JOIN store_listings listing ON listing.app_id = apps.id WHERE id = $1`,
      [source],
    );
    return Object.values(rows[0]!).map(Number);
  };

  it('count each person once, however often and at how many places at once they install', async () => {
    const people = await teams.people(6);
    const answers = await Promise.all(
      people.flatMap((one) => [install(one), install(one), install(one)]),
    );
    expect(new Set(statuses(answers))).toEqual(new Set([201]));
    expect(await counts()).toEqual([6, 6, 6]);
    await installed(people[0]!);
    await installed(author);
    expect(await counts()).toEqual([6, 6, 6]);
  });

  it('do not count what did not come about', async () => {
    await teams.database.query('UPDATE store_listings SET price = 100 WHERE app_id = $1', [source]);
    expect((await install(user)).status).toBe(409);
    expect(await counts()).toEqual([0, 0, 0]);
  });
});
