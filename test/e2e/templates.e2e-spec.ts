import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { APP_PERMISSIONS } from '../../src/common/app-permission.js';
import { insertApp, insertMember, insertToken, type TestApp } from '../setup/apps.js';
import type { AnyJson } from '../setup/api-client.js';
import { says } from '../setup/boards.js';
import { of, type Person, statuses, Teams } from '../setup/teams.js';

let teams: Teams;
let owner: Person;
let app: TestApp;

beforeAll(async () => {
  teams = await Teams.start({ VERSIONS_PER_BOARD: '12' });
  owner = await teams.person();
});
afterAll(() => teams.stop());
beforeEach(async () => {
  app = await insertApp(teams.database, owner.id);
  await owner.put(of(app, 'board/b'), { ...says('hello').json(), name: 'Greeter' });
});

const put = (id: string, more: object = {}) =>
  owner.put(of(app, `templates/${id}`), { board_id: 'b', ...more });
const read = async (id: string, query = '') =>
  (await owner.get(of(app, `templates/${id}${query}`))).body;
const list = async (as = owner) => (await as.get(of(app, 'templates'))).body;

describe('templates', () => {
  it('are made of a board, and boards begin as them', async () => {
    const made = await put('new', { unknown: 1 });
    expect(made).toMatchObject({
      status: 200,
      body: [expect.stringMatching(/^[a-z0-9]{24}$/), [0, 0, 0]],
    });
    const [id] = made.body;
    expect((await put('plain')).body).toEqual(['plain', [0, 0, 0]]);
    expect((await owner.get(`/api/v1/apps/${app.id}`)).body.templates).toEqual([id, 'plain']);
    const template = await read(id);
    const { created_at: _c, updated_at: _u, ...board } = (await owner.get(of(app, 'board/b'))).body;
    expect(template).toMatchObject(board);
    await owner.put(of(app, 'board/begun'), { name: 'Begun', template });
    const { body: begun } = await owner.get(of(app, 'board/begun'));
    expect(begun).toMatchObject({ id: 'begun', name: 'Begun', nodes: board.nodes });
  });

  it('get the next version when they are saved again, and keep the ones before', async () => {
    await put('t');
    await owner.put(of(app, 'board/b'), { name: 'Renamed' });
    expect((await put('t')).body).toEqual(['t', [0, 0, 1]]);
    expect((await put('t', { version_type: 'Minor', changelog: 'x' })).body[1]).toEqual([0, 1, 0]);
    expect((await read('t')).name).toBe('Renamed');
    expect((await read('t', '?version=0_0_0')).name).toBe('Greeter');
    expect((await owner.get(of(app, 'templates/t?version=9.9.9'))).status).toBe(404);
    expect((await owner.get(of(app, 'templates/t?version=x'))).status).toBe(400);
  });

  it('are made of a frozen version, too', async () => {
    await owner.patch(of(app, 'board/b'));
    await owner.put(of(app, 'board/b'), { name: 'Renamed' });
    await put('t', { board_version: [0, 0, 1] });
    expect((await read('t')).name).toBe('Greeter');
    expect((await put('t', { board_version: [9, 0, 0] })).status).toBe(404);
    expect((await put('t', { board_version: [1, 2] })).status).toBe(400);
    expect((await put('other', { board_id: 'none' })).status).toBe(404);
    expect((await put('other', { board_id: 'a\0b' })).status).toBe(400);
    for (const id of ['a%20b', '__proto__']) expect((await put(id)).status).toBe(400);
    expect(await teams.countOf('templates', app)).toBe(1);
  });

  it('hold a version of their own for each who saves at the same time, up to a limit', async () => {
    const answers = await Promise.all(Array.from({ length: 13 }, () => put('t')));
    const saved = answers.filter(({ status }) => status === 200);
    expect(saved.map(({ body }) => body[1][2]).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, n) => n),
    );
    expect(statuses(answers).at(-1)).toBe(403);
    expect(await teams.countOf('templates', app)).toBe(1);
  });

  it('hold no value of a secret: no answer and no table', async () => {
    const planted = [...Buffer.from('"sesame-open"')];
    const variable = {
      id: 's',
      name: 's',
      data_type: 'String',
      default_value: planted,
      secret: true,
    };
    await owner.post(of(app, 'board/b'), {
      commands: [{ command_type: 'UpsertVariable', variable }],
    });
    await put('t');
    expect((await read('t')).variables.s).toMatchObject({ secret: true, default_value: null });
    const { rows } = await teams.database.query(
      'SELECT content::text AS text FROM template_versions',
    );
    const kept = rows.filter(({ text }) => text.includes('"secret":true'));
    expect(kept).toHaveLength(1);
    expect(kept[0].text).not.toMatch(/sealed:|115,101,115,97,109,101/);
  });

  it('go with all that is theirs, and with their app', async () => {
    await put('t');
    await put('u');
    expect(await owner.delete(of(app, 'templates/t'))).toMatchObject({ status: 200, body: null });
    expect((await owner.delete(of(app, 'templates/t'))).status).toBe(404);
    expect((await owner.get(of(app, 'templates/t'))).status).toBe(404);
    expect(await teams.countOf('template_versions', app)).toBe(1);
    expect(await teams.countOf('app_metadata', app)).toBe(2);
    expect((await owner.delete(`/api/v1/apps/${app.id}`)).status).toBe(204);
    for (const table of ['templates', 'template_versions', 'app_metadata'])
      expect([table, await teams.countOf(table, app)]).toEqual([table, 0]);
  });
});

describe('what is read of a template', () => {
  const meta = (language: string, id = 't') =>
    of(app, `meta?language=${language}&template_id=${id}`);

  it('is its board’s at first, and then what is written, per language', async () => {
    await put('t');
    expect(await list()).toEqual([[app.id, 't', expect.objectContaining({ name: 'Greeter' })]]);
    expect((await owner.put(meta('de'), { name: 'Begrüßer' })).status).toBe(200);
    expect((await owner.get(meta('de'))).body.name).toBe('Begrüßer');
    const { body: german } = await owner.get(of(app, 'templates?language=de'));
    expect(german[0][2].name).toBe('Begrüßer');
    expect((await list())[0][2].name).toBe('Greeter');
    expect((await owner.get(of(app, 'meta'))).body.name).toBe(`App ${app.id}`);
    expect((await owner.get(`/api/v1/apps/${app.id}?language=de`)).body.name).toBe(`App ${app.id}`);
  });

  it('is of no template that is not there', async () => {
    expect((await owner.put(meta('en', 'none'), { name: 'x' })).status).toBe(404);
    expect((await owner.get(meta('en', 'none'))).status).toBe(404);
    expect((await owner.put(meta('en', ''), { name: 'x' })).status).toBe(400);
    const other = await insertApp(teams.database, owner.id);
    await put('t');
    const elsewhere = of(other, 'meta?language=en&template_id=t');
    expect((await owner.put(elsewhere, { name: 'x' })).status).toBe(404);
  });

  it('takes the permissions of templates, not those of the app', async () => {
    await put('t');
    const { ReadTemplates, WriteTemplates, WriteMeta } = APP_PERMISSIONS;
    const may = async (bits: number) => {
      const as = owner.with({
        authorization: `Bearer ${await insertToken(teams.database, owner.id, bits)}`,
      });
      const answers = [await as.get(meta('en')), await as.put(meta('en'), { name: 'x' })];
      return answers.map(({ status }) => status);
    };
    expect(await may(WriteMeta)).toEqual([403, 403]);
    expect(await may(ReadTemplates)).toEqual([200, 403]);
    expect(await may(WriteTemplates)).toEqual([403, 200]);
  });
});

describe('the templates of a user', () => {
  const mine = async (as: { get: Person['get'] }) =>
    (await as.get('/api/v1/user/templates?')).body.map((one: AnyJson) => one.slice(0, 2));

  it('are those of all apps in which they may read them', async () => {
    const member = await teams.person();
    const [second, closed] = await Promise.all([
      insertApp(teams.database, owner.id),
      insertApp(teams.database, owner.id),
    ]);
    for (const one of [app, second, closed]) {
      await owner.put(of(one, 'board/b'), says('x').json());
      await owner.put(of(one, 'templates/t'), { board_id: 'b' });
    }
    expect(await mine(member)).toEqual([]);
    for (const one of [app, second])
      await insertMember(teams.database, one.id, member.id, one.roles.user);
    expect(await mine(member)).toEqual([
      [app.id, 't'],
      [second.id, 't'],
    ]);
    const blind = await insertToken(teams.database, member.id, APP_PERMISSIONS.ReadBoards);
    expect(await mine(member.with({ authorization: `Bearer ${blind}` }))).toEqual([]);
    expect((await teams.client.get('/api/v1/user/templates')).status).toBe(401);
  });
});
