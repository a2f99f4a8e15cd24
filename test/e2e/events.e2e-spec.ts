import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { insertApp, type TestApp } from '../setup/apps.js';
import type { AnyJson } from '../setup/api-client.js';
import { echo, says } from '../setup/boards.js';
import { bytes, event } from '../setup/events.js';
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
});

const put = (id: string, fields: object = {}, more: object = {}, as = owner) =>
  as.put(of(app, `events/${id}`), { event: event(fields), ...more });
const get = async (id: string, as = owner) => (await as.get(of(app, `events/${id}`))).body;
const secret = (value: unknown) => ({
  id: 'token',
  name: 'token',
  default_value: value === null ? null : bytes(value),
  data_type: 'String',
  value_type: 'Normal',
  exposed: true,
  secret: true,
  editable: true,
});

describe('events', () => {
  it('are made under the id the client chose, with what the server knows of them', async () => {
    const made = await put('greet', { unknown: 1 });
    expect([made.status, made.headers.get('etag')]).toEqual([
      200,
      expect.stringMatching(/^"r\d{13}"$/),
    ]);
    expect(made.body).toEqual({
      ...event(),
      id: 'greet',
      event_version: [0, 0, 0],
      inputs: made.body.inputs,
      route: null,
      is_default: false,
      created_at: made.body.updated_at,
      updated_at: made.body.created_at,
    });
    expect(made.body.inputs.map((one: AnyJson) => one.name)).toEqual(['payload', 'key']);
    expect(made.body.inputs[1]).toMatchObject({ id: 'start.key', data_type: 'Generic' });
    expect(made.body.created_at.secs_since_epoch).toBeGreaterThan(1_700_000_000);
    expect(await get('greet')).toEqual(made.body);
    const fresh = await put('new');
    expect(fresh.body.id).toMatch(/^[a-z0-9]{24}$/);
    const { body } = await owner.get(`/api/v1/apps/${app.id}`);
    expect(body.events).toEqual(['greet', fresh.body.id]);
  });

  it('are listed by priority, then by name', async () => {
    await put('a', { name: 'Zebra', priority: 1 });
    await put('b', { name: 'Beta' });
    await put('c', { name: 'Alpha', active: false });
    const { body } = await owner.get(of(app, 'events'));
    expect(body.map((one: AnyJson) => one.id)).toEqual(['a', 'c', 'b']);
  });

  it('are not active without the board and the node they lead to', async () => {
    for (const [fields, path] of [
      [{ board_id: 'none' }, 'event.board_id'],
      [{ board_id: '' }, 'event.board_id'],
      [{ board_version: [9, 9, 9] }, 'event.board_id'],
      [{ node_id: 'none' }, 'event.node_id'],
      [{ node_id: 'end' }, 'event.node_id'],
      [{ node_id: '__proto__' }, 'event.node_id'],
      [{ canary: { weight: 0.1, board_id: 'b', node_id: 'none' } }, 'event.canary.node_id'],
    ] as const) {
      const refused = await put('e', fields);
      expect([refused.status, refused.body.errors?.[0].path]).toEqual([400, path]);
      expect((await owner.get(of(app, 'events/e'))).status).toBe(404);
    }
    const idle = await put('e', { board_id: 'none', active: false });
    expect([idle.status, idle.body.inputs]).toEqual([200, []]);
    const faults = await owner.post(of(app, 'events/e/validate'));
    expect([faults.status, faults.body.errors[0].path]).toEqual([400, 'board_id']);
    const page = { board_id: '', node_id: '', default_page_id: 'p' };
    expect((await put('page', page)).status).toBe(200);
    await put('good');
    expect(await owner.post(of(app, 'events/good/validate'))).toMatchObject({
      status: 200,
      body: null,
    });
  });

  it.each([
    ['event.name', { name: 7 }],
    ['event.name', { name: '' }],
    ['event', { name: 'a\0b' }],
    ['event.event_type', { event_type: null }],
    ['event.board_version', { board_version: [1, 2] }],
    ['event.variables.__proto__x', { variables: { ['__proto__x']: 7 } }],
    ['event.config', { config: 'text' }],
    ['event.config', { config: bytes([1]) }],
    ['event.config', { config: bytes({ long: 'x'.repeat(65_536) }) }],
    ['event.priority', { priority: -1 }],
    ['event.notes', { notes: { OTHER: 'x' } }],
    ['event.canary.weight', { canary: { weight: 2 } }],
    ['event.route', { route: 'x'.repeat(201) }],
  ])('are not made with another %s', async (path, fields) => {
    const { status, body } = await put('broken', fields);
    expect([status, body.errors?.[0].path]).toEqual([400, path]);
    expect((await owner.get(of(app, 'events/broken'))).status).toBe(404);
  });

  it('get no id that is not plain', async () => {
    for (const id of ['a%20b', '%2e%2e%2fx', '__proto__', 'constructor', 'x'.repeat(201)])
      expect([id, (await put(id)).status]).toEqual([id, 400]);
    expect((await put('a%00b')).status).toBe(404);
    expect(await teams.countOf('events', app)).toBe(0);
  });

  it('keep their configuration byte for byte', async () => {
    const config = bytes({ cron_expression: '*/5 * * * *', n: 1 });
    expect((await put('e', { event_type: 'cron', config })).body.config).toEqual(config);
    expect((await get('e')).config).toEqual(config);
  });

  it('of one app are none of another, and go with their app', async () => {
    await put('e');
    await put('e', {}, { version_type: 'Major' });
    const other = await insertApp(teams.database, owner.id);
    expect((await owner.get(of(other, 'events/e'))).status).toBe(404);
    expect((await owner.delete(of(other, 'events/e'))).status).toBe(404);
    await owner.put(of(app, 'events/e/feedback'), { rating: 3 });
    expect((await owner.delete(`/api/v1/apps/${app.id}`)).status).toBe(204);
    for (const table of ['events', 'event_versions', 'event_feedback'])
      expect([table, await teams.countOf(table, app)]).toEqual([table, 0]);
  });

  it('are deleted with their versions', async () => {
    await put('e');
    await put('e', {}, { version_type: 'Minor' });
    expect(await owner.delete(of(app, 'events/e'))).toMatchObject({ status: 200, body: null });
    expect((await owner.delete(of(app, 'events/e'))).status).toBe(404);
    expect(await teams.countOf('event_versions', app)).toBe(0);
  });

  it('are 1000 in an app at most', async () => {
    await teams.database.query(
      `INSERT INTO events (app_id, id, content) SELECT $1, n::text, '{}' FROM generate_series(1, 999) n`,
      [app.id],
    );
    const answers = await Promise.all([put('one'), put('two'), put('three')]);
    expect(statuses(answers)).toEqual([200, 403, 403]);
  });
});

describe('versions of events', () => {
  it('are kept when the event leads elsewhere, or when asked for', async () => {
    await owner.put(of(app, 'board/c'), says('hello').json());
    await put('e');
    expect((await put('e', { name: 'Other', priority: 3 })).body.event_version).toEqual([0, 0, 0]);
    const moved = await put('e', { board_id: 'c' });
    expect(moved.body).toMatchObject({ event_version: [0, 0, 1], inputs: [] });
    expect(
      (await put('e', { board_id: 'c' }, { version_type: 'Minor' })).body.event_version,
    ).toEqual([0, 1, 0]);
    const canary = { weight: 0.5, variables: {}, board_id: 'b', node_id: 'start' };
    const tried = await put('e', { board_id: 'c', canary });
    expect(tried.body.event_version).toEqual([0, 1, 1]);
    expect(tried.body.canary).toMatchObject({ ...canary, created_at: expect.any(Object) });
    const again = await put('e', { board_id: 'c', canary });
    expect([again.body.event_version, again.body.canary]).toEqual([[0, 1, 1], tried.body.canary]);
    const { body: versions } = await owner.get(of(app, 'events/e/versions'));
    expect(versions).toEqual([
      [0, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
      [0, 1, 1],
    ]);
    const old = await owner.get(of(app, 'events/e?version=0_0_0'));
    expect(old.body).toMatchObject({ name: 'Other', board_id: 'b', event_version: [0, 0, 0] });
    expect((await owner.get(of(app, 'events/e?version=9.9.9'))).status).toBe(404);
    expect((await owner.get(of(app, 'events/e?version=1.x'))).status).toBe(400);
    await owner.delete(of(app, 'board/b'));
    expect((await owner.post(of(app, 'events/e/validate?version=0_0_0'))).status).toBe(400);
    expect((await owner.post(of(app, 'events/e/validate?version=0_0_1'))).status).toBe(200);
  });

  it('are each kept once, however many save at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => put('e', {}, { version_type: 'Patch' })),
    );
    const patches = answers.map(({ body }) => body.event_version[2]);
    expect(patches.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n));
    expect(await teams.countOf('event_versions', app)).toBe(11);
    expect(await teams.countOf('events', app)).toBe(1);
  });

  it('are not overwritten by who read an older one', async () => {
    const { headers } = await put('e');
    await put('e', { name: 'Second' });
    const call = (etag: string) =>
      owner.with({ 'if-match': etag }).put(of(app, 'events/e'), { event: event({ name: 'Late' }) });
    expect((await call(headers.get('etag')!)).status).toBe(412);
    expect((await get('e')).name).toBe('Second');
    const { headers: now } = await owner.get(of(app, 'events/e'));
    expect((await call(now.get('etag')!)).status).toBe(200);
    expect((await call('nonsense')).status).toBe(400);
    expect((await call('*')).status).toBe(200);
    const { headers: last } = await owner.get(of(app, 'events/e'));
    await owner.delete(of(app, 'events/e'));
    expect((await call('*')).status).toBe(412);
    await put('e');
    expect((await call(last.get('etag')!)).status).toBe(412);
  });
});

describe('secrets of events', () => {
  const planted = 'sesame-open-yourself';
  const plantedBytes = JSON.stringify(bytes(planted)).slice(1, -1);
  const leaks = (text: string) => text.includes(planted) || text.includes(plantedBytes);
  const variables = { token: secret(planted) };
  const canary = { weight: 0.5, variables, board_id: 'b', node_id: 'start' };

  it('are seen nowhere: no answer and no table', async () => {
    const answers = [
      await put('e', { variables, canary }),
      await put('e', { variables, canary }, { version_type: 'Major' }),
      await owner.get(of(app, 'events')),
      await owner.get(of(app, 'events/e')),
      await owner.get(of(app, 'events/e?version=0.0.0')),
      await owner.get(of(app, 'events/e/prerun')),
    ];
    expect(statuses(answers)).toEqual(answers.map(() => 200));
    expect(answers.filter(({ body }) => leaks(JSON.stringify(body)))).toEqual([]);
    for (const table of ['events', 'event_versions']) {
      const { rows } = await teams.database.query(`SELECT content::text AS text FROM ${table}`);
      const kept = rows.map(({ text }) => text).filter((text) => text.includes('"token"'));
      expect(kept.length).toBeGreaterThan(0);
      expect(kept.filter(leaks)).toEqual([]);
      expect(kept.every((text) => text.includes('sealed:'))).toBe(true);
    }
  });

  it('keep their value when an event is sent back as it was read', async () => {
    await put('e', { variables, canary });
    const read = await get('e');
    expect(read.variables.token.default_value).toBeNull();
    const sealed = async () => {
      const { rows } = await teams.database.query('SELECT content FROM events WHERE app_id = $1', [
        app.id,
      ]);
      const { content } = rows[0];
      return [content.variables, content.canary.variables].map((one) => one.token.default_value);
    };
    const before = await sealed();
    const back = await owner.put(of(app, 'events/e'), { event: read });
    expect([back.body.event_version, await sealed()]).toEqual([[0, 0, 0], before]);
    await put('e', { variables: { token: { ...secret(null), secret: false } }, canary });
    expect((await get('e')).variables.token.default_value).toBeNull();
    expect((await sealed())[0]).toBeNull();
  });

  it('can not be planted in the form they are stored in', async () => {
    const forged = { ...secret(null), default_value: 'sealed:abcdefgh.x.y.z' };
    expect((await put('e', { variables: { token: forged } })).status).toBe(400);
  });
});

describe('those who may not read events', () => {
  it('get what people start, without its inner parts', async () => {
    const config = bytes({ allow_voice_input: true });
    const inner = {
      variables: { token: { ...secret('open'), secret: false } },
      notes: { NOTES: 'internal' },
      canary: { weight: 0.5, board_id: 'b', node_id: 'start' },
      config,
    };
    await put('form', inner);
    await put('page', { ...inner, event_type: 'email', default_page_id: 'p' });
    await put('clock', { ...inner, event_type: 'cron', config: bytes({ cron: '* * * * *' }) });
    await put('idle', { ...inner, active: false });
    const member = await teams.member(app);
    const { body } = await member.get(of(app, 'events'));
    expect(body.map((one: AnyJson) => [one.id, one.config])).toEqual(
      expect.arrayContaining([
        ['form', config],
        ['page', []],
      ]),
    );
    expect(body).toHaveLength(2);
    for (const one of [...body, await get('form', member)])
      expect(one).toMatchObject({ variables: {}, notes: null, canary: null });
    for (const hidden of ['clock', 'idle'])
      expect((await member.get(of(app, `events/${hidden}`))).status).toBe(404);
    expect((await put('form', {}, {}, member)).status).toBe(403);
  });

  it('learn what a run will ask of them', async () => {
    await put('form');
    const member = await teams.member(app);
    const { body } = await member.get(of(app, 'events/form/prerun'));
    expect(body).toMatchObject({
      board_id: 'b',
      runtime_variables: [],
      can_execute_locally: false,
    });
    await put('page', { board_id: '', default_page_id: 'p' });
    expect((await member.get(of(app, 'events/page/prerun'))).status).toBe(400);
  });
});

describe('feedback', () => {
  const feedback = (body: object, as: Person) => as.put(of(app, 'events/e/feedback'), body);

  it('is given, and changed by whoever gave it', async () => {
    await put('e');
    const [member, other] = [await teams.member(app), await teams.member(app)];
    const given = await feedback({ rating: 9, comment: 'Good', history: [{ a: 1 }] }, member);
    const id = given.body.feedback_id;
    expect(given).toMatchObject({ status: 200, body: { feedback_id: id, id } });
    expect((await feedback({ rating: -3, id }, member)).body.id).toBe(id);
    expect((await feedback({ rating: 1, feedback_id: id }, other)).status).toBe(403);
    const { rows } = await teams.database.query(
      'SELECT id, user_id, rating FROM event_feedback WHERE app_id = $1',
      [app.id],
    );
    expect(rows).toEqual([{ id, user_id: member.id, rating: 0 }]);
  });

  it('is refused when it can not be kept, or is about nothing', async () => {
    await put('e');
    for (const body of [{}, { rating: 'five' }, { rating: 1, context: 'x'.repeat(70_000) }])
      expect((await feedback(body, owner)).status).toBe(400);
    expect((await feedback({ rating: 1, context: 'a\0b' }, owner)).status).toBe(400);
    expect((await owner.put(of(app, 'events/none/feedback'), { rating: 1 })).status).toBe(404);
    expect(await teams.countOf('event_feedback', app)).toBe(0);
  });
});
