import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnyJson } from '../setup/api-client.js';
import { configBytes } from '../setup/event-bodies.js';
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
  routeTo,
} from '../setup/store.js';
import { type Person, statuses, Teams } from '../setup/teams.js';

let teams: Teams;
let author: Person;
let user: Person;
let source: string;

beforeAll(async () => {
  teams = await Teams.start({ PUBLICATION_REVIEW: 'automatic' });
});
afterAll(() => teams.stop());
beforeEach(async () => {
  [author, user] = (await teams.people(2)) as [Person, Person];
  source = await aGreeter(author);
  await publish(author, source);
});

const preview = (app: string) => ok(user.get(appPath(app, '/upgrade')));
const upgrade = (app: string, plan: AnyJson, keep: string[] = []) =>
  user.post(appPath(app, '/upgrade'), { version: plan.to, preview: plan.preview, keep });
const told = (changes: AnyJson[]) =>
  changes.map(({ kind, source_id: id, change, conflict }) => [kind, id, change, conflict]);

describe('an upgrade', () => {
  let app: string;
  let parts: AnyJson;
  const idOf = (kind: string, id: string): Promise<string> =>
    teams.database
      .query('SELECT ids FROM installations WHERE app_id = $1', [app])
      .then(({ rows }) => rows[0].ids[kind][id]);

  beforeEach(async () => {
    app = (await ok(user.post(`/api/v1/store/${source}/install`, {}), 201)).app_id;
    parts = await partsOf(user, app);
  });

  async function newVersion(): Promise<void> {
    await putBoard(author, source, 'greet', greeting('Welcome'));
    await putBoard(author, source, 'third', greeting('Third'));
    await ok(author.delete(appPath(source, '/board/other')));
    await ok(author.put(appPath(source, '/events/third'), eventOn('third', { name: 'Third' })));
    await publish(author, source, 'Greets better.');
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
    await putBoard(user, app, 'own', greeting('Own'));
    await newVersion();

    const plan = await preview(app);
    expect([plan.from, plan.to, plan.release_notes]).toEqual([1, 2, 'Greets better.']);
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
    expect(await say(user, app, named(now.list, 'Form').id)).toBe('Welcome Ada');
    expect(await say(user, app, named(now.list, 'Third').id)).toBe('Third Ada');
    expect(named(now.list, 'Hourly').active).toBe(true);
    expect(await sealed()).toBe(before);
    const state = await ok(user.get(appPath(app, '/installation')));
    expect([state.version, state.newest_version]).toEqual([2, 2]);
    expect((await upgrade(app, plan)).status).toBe(409);
  });

  it('lists what was changed in the copy, and overwrites it or keeps it as its owner says', async () => {
    const [greet, other] = [await idOf('boards', 'greet'), await idOf('boards', 'other')];
    await putBoard(user, app, greet, greeting('Mine'));
    await ok(user.delete(appPath(app, `/board/${other}`)));
    await putBoard(author, source, 'greet', greeting('Welcome'));
    await putBoard(author, source, 'other', greeting('Other 2'));
    await publish(author, source);
    const plan = await preview(app);
    expect(told(plan.changes)).toEqual([
      ['boards', 'greet', 'changed', 'changed_here'],
      ['boards', 'other', 'added', 'removed_here'],
    ]);
    const form = named(parts.list, 'Form').id;
    expect((await upgrade(app, plan, ['nothing'])).body.errors[0].path).toBe('keep.0');
    expect(await say(user, app, form)).toBe('Mine Ada');
    const kept = await ok(upgrade(app, plan, ['greet', 'other']));
    expect([kept.changes, await say(user, app, form)]).toEqual([[], 'Mine Ada']);

    await putBoard(author, source, 'greet', greeting('Good day'));
    await publish(author, source);
    const next = await preview(app);
    expect(told(next.changes)).toEqual([['boards', 'greet', 'changed', 'changed_here']]);
    await ok(upgrade(app, next));
    expect(await say(user, app, form)).toBe('Good day Ada');
  });

  it('is refused when the copy was changed after the preview, and changes nothing', async () => {
    await newVersion();
    const plan = await preview(app);
    await putBoard(user, app, await idOf('boards', 'greet'), greeting('Meanwhile'));
    expect((await upgrade(app, plan)).status).toBe(412);
    expect((await upgrade(app, { ...plan, preview: 'guessed' })).status).toBe(412);
    expect(await say(user, app, named(parts.list, 'Form').id)).toBe('Meanwhile Ada');
    expect((await partsOf(user, app)).boards).toEqual(parts.boards);
  });

  it('leaves paths of the copy’s own routes alone', async () => {
    const form = named(parts.list, 'Form').id;
    await ok(user.post(appPath(app, '/routes'), routeTo(form, 'own', '/news', true)), 201);
    await ok(author.post(appPath(source, '/routes'), routeTo('form', 'news', '/news', false)), 201);
    await ok(author.put(appPath(source, '/routes/home'), { path: '/start', isDefault: true }));
    await publish(author, source);
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
