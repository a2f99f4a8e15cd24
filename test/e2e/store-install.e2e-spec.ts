import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnyJson, Answer } from '../setup/api-client.js';
import { anEvent, configBytes } from '../setup/event-bodies.js';
import { HOSTILE_IDS } from '../setup/people.js';
import { publish } from '../setup/publish.js';
import { type Person, statuses, Teams } from '../setup/teams.js';

let teams: Teams;
let author: Person;
let user: Person;
let source: string;

beforeAll(async () => {
  teams = await Teams.start({ APPS_PER_USER: '5' });
});
afterAll(() => teams.stop());
beforeEach(async () => {
  [author, user] = (await teams.people(2)) as [Person, Person];
  source = await aGreeter(author);
  await publish(teams, author, source);
});

const appPath = (app: string, path = '') => `/api/v1/apps/${app}${path}`;
const boardText = (greeting: string, more = '') => `name: Greet
variables:
  token: { type: string, secret: true, value: hush }
nodes:
  start:
    node:
      type: events_generic
      outputs:
        name: string
  text:
    node: string_format
    format_string: '${greeting} {name}'
    name: <- start.name
  end:
    node: events_generic_return_result
    response: <- text.formatted_string
${more}flow:
  - start -> end
`;

async function putBoard(person: Person, app: string, id: string, text: string): Promise<void> {
  const yaml = { method: 'PUT', body: text };
  const headers = { ...person.sends, 'content-type': 'application/yaml' };
  const answer = await fetch(teams.api.url + appPath(app, `/board/${id}`), { ...yaml, headers });
  expect([answer.status, await answer.text()]).toEqual([200, expect.anything()]);
}

const eventOn = (board: string, fields: object = {}) => ({
  event: anEvent({ board_id: board, node_id: 'start', ...fields }),
});

/** An app with a board, a form, a schedule, a template and a route. */
async function aGreeter(person: Person): Promise<string> {
  const created = await ok(person.post('/api/v1/apps', { name: 'Greeter', tags: ['hello'] }), 201);
  const app = created.id;
  await putBoard(person, app, 'greet', boardText('Hello'));
  await putBoard(person, app, 'other', boardText('Other'));
  const form = eventOn('greet', { name: 'Form' });
  await ok(person.put(appPath(app, '/events/form'), form));
  const config = configBytes({ cron_expression: '0 * * * *', api_key: 'hush-2' });
  const cron = eventOn('greet', { name: 'Hourly', event_type: 'cron', config });
  await ok(person.put(appPath(app, '/events/hourly'), cron));
  await ok(person.put(appPath(app, '/templates/start'), { board_id: 'other' }));
  const route = {
    id: 'home',
    path: '/hello',
    targetType: 'Event',
    eventId: 'form',
    isDefault: true,
  };
  await ok(person.post(appPath(app, '/routes'), route), 201);
  return app;
}

async function ok(answer: Promise<Answer>, expected = 200): Promise<AnyJson> {
  const { status, body } = await answer;
  expect([status, body]).toEqual([expected, body]);
  return body;
}

const install = (person: Person, body: object = {}) =>
  person.post(`/api/v1/store/${source}/install`, body);
const installed = async (person: Person): Promise<AnyJson> => ok(install(person), 201);
const preview = (app: string) => ok(user.get(appPath(app, '/upgrade')));
const upgrade = (app: string, told: AnyJson, keep: string[] = []) =>
  user.post(appPath(app, '/upgrade'), { version: told.to, preview: told.preview, keep });
const told = (changes: AnyJson[]) =>
  changes.map(({ kind, source_id: id, change, conflict }) => [kind, id, change, conflict]);

const partsOf = async (person: Person, app: string): Promise<AnyJson> => {
  const [{ boards, events, templates }, list, routes] = await Promise.all([
    ok(person.get(appPath(app))),
    ok(person.get(appPath(app, '/events'))),
    ok(person.get(appPath(app, '/routes'))),
  ]);
  return { boards, events, templates, list, routes };
};
const named = (list: AnyJson[], name: string) => list.find((event) => event.name === name);
const run = async (person: Person, app: string, event: string) =>
  (
    await ok(
      person.post('/api/v1/execution/run', {
        app_id: app,
        event_id: event,
        payload: { name: 'Ada' },
      }),
    )
  ).result;

describe('a copy of a published app', () => {
  it('is its owner’s, has ids of its own everywhere, rests where it would start by itself, and runs', async () => {
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
    expect(await run(user, copy.app_id, form.id)).toBe('Hello Ada');
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
    await putBoard(author, source, 'greet', boardText('Changed'));
    const { app_id: app } = await installed(user);
    const { list, boards } = await partsOf(user, app);
    expect(await run(user, app, named(list, 'Form').id)).toBe('Hello Ada');
    await ok(user.delete(appPath(app, `/board/${boards[0]}`)), 200);
    expect(await run(author, source, 'form')).toBe('Changed Ada');
    await ok(author.delete(appPath(source)), 204);
    const gone = await ok(user.get(appPath(app, '/installation')));
    expect([gone.source_app_id, gone.newest_version]).toEqual([null, null]);
    expect((await user.get(appPath(app, '/upgrade'))).status).toBe(409);
  });

  it('takes the states of boards that events lead to', async () => {
    await ok(author.patch(appPath(source, '/board/greet?version_type=Patch')));
    const pinned = eventOn('greet', { name: 'Pinned', board_version: [0, 0, 1] });
    await ok(author.put(appPath(source, '/events/pinned'), pinned));
    await putBoard(author, source, 'greet', boardText('Newer'));
    await publish(teams, author, source);
    const { app_id: app } = await installed(user);
    const { list, boards } = await partsOf(user, app);
    expect(boards).toHaveLength(3);
    expect(await run(user, app, named(list, 'Form').id)).toBe('Newer Ada');
    expect(await run(user, app, named(list, 'Pinned').id)).toBe('Hello Ada');
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
    await teams.database.query(`UPDATE publications SET status = 'withdrawn' WHERE app_id = $1`, [
      source,
    ]);
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

describe('an upgrade', () => {
  let app: string;
  let parts: AnyJson;
  const idOf = (kind: string, id: string): Promise<string> =>
    teams.database
      .query('SELECT ids FROM installations WHERE app_id = $1', [app])
      .then(({ rows }) => rows[0].ids[kind][id]);

  beforeEach(async () => {
    app = (await installed(user)).app_id;
    parts = await partsOf(user, app);
  });

  async function newVersion(): Promise<void> {
    await putBoard(author, source, 'greet', boardText('Welcome'));
    await putBoard(author, source, 'third', boardText('Third'));
    await ok(author.delete(appPath(source, '/board/other')));
    await ok(author.put(appPath(source, '/events/third'), eventOn('third', { name: 'Third' })));
    await publish(teams, author, source);
  }

  it('tells what it would do, does it, and keeps secrets and what only the copy has', async () => {
    expect((await user.get(appPath(app, '/upgrade'))).status).toBe(409);
    const greet = await idOf('boards', 'greet');
    const path = appPath(app, `/board/${greet}`);
    const { variables } = await ok(user.get(path));
    const token = Object.values<AnyJson>(variables)[0];
    const filled = { ...token, default_value: configBytes('mine') };
    await ok(user.post(path, { commands: [{ command_type: 'UpsertVariable', variable: filled }] }));
    const sealed = async () =>
      (
        await teams.database.query(
          `SELECT jsonb_path_query(draft::jsonb, '$.variables.*.default_value') AS value FROM boards
            WHERE app_id = $1 AND id = $2`,
          [app, greet],
        )
      ).rows[0].value;
    const before = await sealed();
    expect(before).toMatch(/^sealed:/);
    const hourly = named(parts.list, 'Hourly');
    await ok(
      user.put(appPath(app, `/events/${hourly.id}`), { event: { ...hourly, active: true } }),
    );
    await putBoard(user, app, 'own', boardText('Own'));
    await newVersion();

    const plan = await preview(app);
    expect([plan.from, plan.to, plan.release_notes]).toEqual([1, 2, 'Notes of 2']);
    expect(told(plan.changes)).toEqual([
      ['boards', 'greet', 'changed', null],
      ['boards', 'other', 'removed', null],
      ['boards', 'third', 'added', null],
      ['events', 'third', 'added', null],
    ]);
    const done = await ok(upgrade(app, plan));
    expect(told(done.changes)).toEqual(told(plan.changes));
    const now = await partsOf(user, app);
    expect(now.boards).toHaveLength(3);
    expect(now.boards).toEqual(expect.arrayContaining([greet, 'own']));
    expect(await run(user, app, named(now.list, 'Form').id)).toBe('Welcome Ada');
    expect(await run(user, app, named(now.list, 'Third').id)).toBe('Third Ada');
    expect(named(now.list, 'Hourly').active).toBe(true);
    expect(await sealed()).toBe(before);
    const state = await ok(user.get(appPath(app, '/installation')));
    expect([state.version, state.newest_version]).toEqual([2, 2]);
    expect((await upgrade(app, plan)).status).toBe(409);
  });

  it('lists what was changed in the copy, and overwrites it or keeps it as its owner says', async () => {
    const [greet, other] = [await idOf('boards', 'greet'), await idOf('boards', 'other')];
    await putBoard(user, app, greet, boardText('Mine'));
    await ok(user.delete(appPath(app, `/board/${other}`)));
    await putBoard(author, source, 'greet', boardText('Welcome'));
    await putBoard(author, source, 'other', boardText('Other 2'));
    await publish(teams, author, source);
    const plan = await preview(app);
    expect(told(plan.changes)).toEqual([
      ['boards', 'greet', 'changed', 'changed_here'],
      ['boards', 'other', 'added', 'removed_here'],
    ]);
    const form = named(parts.list, 'Form').id;
    expect((await upgrade(app, plan, ['nothing'])).body.errors[0].path).toBe('keep.0');
    expect(await run(user, app, form)).toBe('Mine Ada');
    const kept = await ok(upgrade(app, plan, ['greet', 'other']));
    expect([kept.changes, await run(user, app, form)]).toEqual([[], 'Mine Ada']);

    await putBoard(author, source, 'greet', boardText('Good day'));
    await publish(teams, author, source);
    const next = await preview(app);
    expect(told(next.changes)).toEqual([['boards', 'greet', 'changed', 'changed_here']]);
    await ok(upgrade(app, next));
    expect(await run(user, app, form)).toBe('Good day Ada');
  });

  it('is refused when the copy was changed after the preview, and changes nothing', async () => {
    await newVersion();
    const plan = await preview(app);
    await putBoard(user, app, await idOf('boards', 'greet'), boardText('Meanwhile'));
    expect((await upgrade(app, plan)).status).toBe(412);
    expect((await upgrade(app, { ...plan, preview: 'guessed' })).status).toBe(412);
    expect(await run(user, app, named(parts.list, 'Form').id)).toBe('Meanwhile Ada');
    expect((await partsOf(user, app)).boards).toEqual(parts.boards);
  });

  it('leaves paths of the copy’s own routes alone', async () => {
    const form = named(parts.list, 'Form').id;
    const own = { id: 'own', path: '/news', targetType: 'Event', eventId: form, isDefault: true };
    await ok(user.post(appPath(app, '/routes'), own), 201);
    const news = {
      id: 'news',
      path: '/news',
      targetType: 'Event',
      eventId: 'form',
      isDefault: false,
    };
    await ok(author.post(appPath(source, '/routes'), news), 201);
    await ok(author.put(appPath(source, '/routes/home'), { path: '/start', isDefault: true }));
    await publish(teams, author, source);
    const plan = await preview(app);
    expect(told(plan.changes)).toEqual([
      ['routes', 'home', 'changed', 'changed_here'],
      ['routes', 'news', 'added', 'path_taken'],
    ]);
    await ok(upgrade(app, plan));
    const { routes } = await partsOf(user, app);
    expect(routes.map(({ path, isDefault }: AnyJson) => [path, isDefault])).toEqual([
      ['/news', true],
      ['/start', false],
    ]);
  });

  it('happens once when two come at once, and is its owner’s alone', async () => {
    await newVersion();
    const plan = await preview(app);
    const answers = await Promise.all([upgrade(app, plan), upgrade(app, plan)]);
    expect(statuses(answers)).toEqual([200, 409]);
    expect((await author.get(appPath(app, '/upgrade'))).status).toBe(404);
    expect((await user.get(appPath(source, '/upgrade'))).status).toBe(403);
    expect((await author.get(appPath(source, '/upgrade'))).status).toBe(404);
  });
});
