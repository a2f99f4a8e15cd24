import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertApp, type TestApp } from '../setup/apps.js';
import { nodeJson } from '../../src/engine/index.js';
import { allNodes } from '../../src/nodes/index.js';
import { of, type Person, statuses, Teams } from '../setup/teams.js';

const READ = 2;
const WRITE = 4;
/** Drawn by nobody: it only looks so. */
const SECRET = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fG';
const TOKEN = `flk_app.key.${SECRET}`;
const bytesOf = (value: unknown) => [...Buffer.from(JSON.stringify(value))];

let teams: Teams;
let owner: Person;
let moderator: Person;
let app: TestApp;

beforeAll(async () => {
  teams = await Teams.start();
  [owner, moderator] = (await teams.people(2)) as [Person, Person];
  await permit(moderator, READ | WRITE);
});
afterAll(() => teams.stop());

async function permit({ id }: Person, permission: number): Promise<void> {
  await teams.database.query('UPDATE users SET permission = $2 WHERE id = $1', [id, permission]);
}

async function fresh(): Promise<TestApp> {
  app = await insertApp(teams.database, owner.id);
  return app;
}

const ask = (body: object = {}) => owner.post(of(app, 'publications'), body);
const review = (version: number, verdict: string, body?: object) =>
  moderator.post(`/api/v1/admin/publications/${app.id}/${version}/${verdict}`, body);
const listed = async (id = app.id) => {
  const { body } = await owner.get('/api/v1/store?sort=newest&limit=100');
  return (body.items as { id: string; name: string; version: number }[]).find(
    (item) => item.id === id,
  );
};
const rename = (name: string) => owner.put(of(app, 'meta?language=en'), { name });

async function publish(): Promise<void> {
  const { body } = await ask();
  expect((await review(body.version, 'approve')).status).toBe(200);
}

describe('an app that is put forward', () => {
  it('waits, is approved, and is in the store as it was when it was asked for', async () => {
    await fresh();
    await rename('As it was');
    const asked = await ask({ visibility: 'PublicRequestAccess', release_notes: 'First.' });
    expect([asked.status, asked.body]).toMatchObject([
      201,
      { version: 1, status: 'requested', name: 'As it was', visibility: 'PublicRequestAccess' },
    ]);
    expect(await listed()).toBeUndefined();
    await rename('As it is now');
    const { body: waiting } = await moderator.get('/api/v1/admin/publications');
    expect(waiting).toContainEqual(expect.objectContaining({ app_id: app.id, version: 1 }));
    expect((await review(1, 'approve')).body).toMatchObject({ status: 'approved' });
    expect(await listed()).toMatchObject({ name: 'As it was', version: 1 });
    expect((await owner.get(`/api/v1/apps/${app.id}`)).body.visibility).toBe('PublicRequestAccess');
    expect((await review(1, 'approve')).status).toBe(409);
    const { body: notices } = await owner.get('/api/v1/user/notifications/list');
    expect(notices[0].title).toBe('Version 1 of As it is now is in the store');
    expect((await owner.get(`/api/v1/store/${app.id}/versions`)).body).toEqual([
      { version: 1, release_notes: 'First.', published_at: expect.any(String) },
    ]);
    // The next version shows only once it is approved, and keeps how the app is joined.
    expect((await ask()).body).toMatchObject({ version: 2, visibility: 'PublicRequestAccess' });
    expect(await listed()).toMatchObject({ name: 'As it was', version: 1 });
    await review(2, 'approve');
    expect(await listed()).toMatchObject({ name: 'As it is now', version: 2 });
  });

  it('is refused with a reason, which its owner reads', async () => {
    await fresh();
    await ask();
    expect((await review(1, 'refuse', {})).status).toBe(400);
    expect((await review(1, 'refuse', { reason: 'It says nothing.' })).status).toBe(200);
    expect((await owner.get(of(app, 'publications'))).body).toMatchObject([
      { status: 'refused', reason: 'It says nothing.' },
    ]);
    const { body: notices } = await owner.get('/api/v1/user/notifications/list');
    expect(notices[0].description).toBe('It says nothing.');
    expect(await listed()).toBeUndefined();
    const { body } = await moderator.get(`/api/v1/admin/publications/${app.id}/1`);
    expect(body.content).toBeNull();
  });

  it('is taken back, or replaced by a later request under another number', async () => {
    await fresh();
    await ask();
    await ask();
    expect((await review(1, 'approve')).status).toBe(409);
    expect((await owner.delete(of(app, 'publications/2'))).status).toBe(204);
    expect((await owner.delete(of(app, 'publications/2'))).status).toBe(409);
    expect((await owner.delete(of(app, 'publications/x'))).status).toBe(404);
    expect((await review(2, 'approve')).status).toBe(409);
    expect(await listed()).toBeUndefined();
  });

  it('by its visibility is asked for too, and leaves the store by it', async () => {
    await fresh();
    const change = (visibility: string) => owner.patch(of(app, 'visibility'), { visibility });
    expect((await change('Public')).body).toEqual({ visibility: 'Prototype' });
    await review(1, 'approve');
    expect(await listed()).toMatchObject({ version: 1 });
    expect((await change('PublicRequestAccess')).status).toBe(200);
    expect(await listed()).toMatchObject({ visibility: 'PublicRequestAccess' });
    await ask();
    expect((await change('Private')).body).toEqual({ visibility: 'Private' });
    expect(await listed()).toBeUndefined();
    expect((await review(2, 'approve')).status).toBe(409);
    expect((await ask()).status).toBe(403);
    expect((await owner.get(`/api/v1/store/${app.id}/versions`)).status).toBe(404);
  });

  it('by two moderators at once is decided about once', async () => {
    await fresh();
    await ask();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        at % 2 === 0 ? review(1, 'approve') : review(1, 'refuse', { reason: 'No.' }),
      ),
    );
    expect(statuses(answers)).toEqual([200, 409, 409, 409, 409, 409]);
  });
});

it('a moderator does not approve an app that they asked for or own, and may refuse it', async () => {
  const own = await teams.person();
  await permit(own, READ | WRITE);
  app = await insertApp(teams.database, own.id);
  expect((await own.post(of(app, 'publications'), {})).status).toBe(201);
  const path = `/api/v1/admin/publications/${app.id}`;
  expect((await own.post(`${path}/1/approve`)).status).toBe(403);
  expect(await listed()).toBeUndefined();
  expect((await own.post(`${path}/1/refuse`, { reason: 'Not yet.' })).status).toBe(200);
  await own.post(of(app, 'publications'), {});
  expect((await review(2, 'approve')).status).toBe(200);
});

it.each([
  [
    'PATCH visibility',
    (id: string) => owner.patch(`/api/v1/apps/${id}/visibility`, { visibility: 'Private' }),
  ],
  [
    'PATCH visibility to Prototype',
    (id: string) => owner.patch(`/api/v1/apps/${id}/visibility`, { visibility: 'Prototype' }),
  ],
  ['PUT app', (id: string) => owner.put(`/api/v1/apps/${id}`, { visibility: 'Private' })],
  ['DELETE app', (id: string) => owner.delete(`/api/v1/apps/${id}`)],
])('an app leaves the store with %s, and what waits with it', async (_, leave) => {
  await fresh();
  await publish();
  await ask();
  expect(await listed()).toMatchObject({ version: 1 });
  expect([200, 204]).toContain((await leave(app.id)).status);
  expect(await listed()).toBeUndefined();
  expect((await owner.get(`/api/v1/store/${app.id}`)).status).toBe(404);
  expect([404, 409]).toContain((await review(2, 'approve')).status);
  expect(await teams.countOf('store_listings', app)).toBe(0);
});

it('moderators read and decide by two permissions, and nobody else does', async () => {
  await fresh();
  await ask();
  const [reader, stranger] = (await teams.people(2)) as [Person, Person];
  await permit(reader, READ);
  const path = `/api/v1/admin/publications`;
  for (const [person, read] of [
    [reader, 200],
    [stranger, 403],
    [owner, 403],
    [teams.client, 401],
  ] as const) {
    expect((await person.get(path)).status).toBe(read);
    expect((await person.get(`${path}/${app.id}/1`)).status).toBe(read);
    const refused = read === 401 ? 401 : 403;
    expect((await person.post(`${path}/${app.id}/1/approve`)).status).toBe(refused);
    expect((await person.post(`${path}/${app.id}/1/refuse`, { reason: 'x' })).status).toBe(refused);
  }
  expect((await moderator.post(`${path}/missing/1/approve`)).status).toBe(404);
  expect((await moderator.get(`${path}/${app.id}/1e3`)).status).toBe(404);
});

describe('a secret', () => {
  it('in a secret variable stays behind', async () => {
    await fresh();
    await putBoard({ variables: { v: variable({ secret: true }) } });
    await publish();
    const { rows } = await teams.database.query(
      `SELECT content::text AS text FROM publications WHERE app_id = $1
        UNION ALL SELECT to_json(listing)::text FROM store_listings listing WHERE app_id = $1`,
      [app.id],
    );
    expect(rows).toHaveLength(2);
    for (const { text } of rows) expectWithout(text);
    for (const path of [`store/${app.id}/versions`, `admin/publications/${app.id}/1`, 'store'])
      expectWithout(JSON.stringify((await moderator.get(`/api/v1/${path}`)).body));
  });

  it.each([
    ['a variable', { variables: { v: variable() } }, 'variables.v'],
    [
      'a name of a variable',
      { variables: { v: variable({ name: 'api_key', value: 'x' }) } },
      'variables.v',
    ],
    ['the description of a board', { description: `use ${TOKEN}` }, 'description'],
    [
      'the default of a pin with such a name',
      { nodes: nodesWith('password', 'hunter2') },
      'nodes.log.pins.password',
    ],
    [
      'the default of a pin with any name',
      { nodes: nodesWith('message', SECRET) },
      'nodes.log.pins.message',
    ],
    ['a comment', { comments: { c: comment(TOKEN) } }, 'comments.c.content'],
  ])('in %s is refused by its place, never its value', async (_, board, place) => {
    await fresh();
    await putBoard(board);
    const { status, body } = await ask();
    expect(status).toBe(422);
    expect(body.errors).toContainEqual({
      path: `boards.main.${place}`,
      message: expect.stringMatching(/^looks like/),
    });
    expectWithout(JSON.stringify(body));
    expect(await teams.countOf('publications', app)).toBe(0);
  });

  it('in the config of an event is refused', async () => {
    await fresh();
    const config = [...Buffer.from(JSON.stringify({ note: TOKEN, smtp_password: SECRET }))];
    const event = { name: 'Mail', event_type: 'quick_action', config };
    const made = await owner.put(of(app, 'events/mail'), { event });
    expect(made.status).toBe(200);
    const { status, body } = await ask();
    expect([status, body.errors]).toEqual([
      422,
      [{ path: `events.${made.body.id}.config.note`, message: 'looks like the key of an app' }],
    ]);
    expectWithout(JSON.stringify(body));
  });

  it('in what is read of the app or in the notes is refused', async () => {
    await fresh();
    expect((await ask({ release_notes: TOKEN })).status).toBe(422);
    await owner.put(of(app, 'meta?language=de'), { name: 'x', use_case: TOKEN });
    const { status, body } = await ask();
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain('metadata.de.useCase');
    expectWithout(JSON.stringify(body));
    const changed = await owner.patch(of(app, 'visibility'), { visibility: 'Public' });
    expect(changed.status).toBe(422);
  });
});

it('no node of the catalog is refused for its own defaults', async () => {
  await fresh();
  const nodes = Object.fromEntries(
    allNodes.map((type) => [type.name, nodeJson(type, type.name, pinId(type.name))]),
  );
  await putBoard({ nodes });
  expect(await ask()).toMatchObject({ status: 201 });
  const { body } = await moderator.get(`/api/v1/admin/publications/${app.id}/1`);
  expect(Object.keys(body.content.boards[0].nodes)).toHaveLength(allNodes.length);
});

function pinId(node: string) {
  return (direction: string, pin: string, position: number) =>
    `${node}-${direction}-${pin}-${position}`;
}

/** A node with a pin, whose name and default these are. */
function nodesWith(name: string, value: string): object {
  const log = nodeJson(
    allNodes.find((type) => type.name === 'log_info')!,
    'log',
    pinId('log'),
  );
  const pins = Object.fromEntries(
    Object.entries(log.pins).map(([id, pin]) => [
      id,
      pin.name === 'message' ? { ...pin, name, default_value: bytesOf(value) } : pin,
    ]),
  );
  return { log: { ...log, pins } };
}

/** Every text or JSON column of every table. */
async function columnsWith(value: string): Promise<string[]> {
  const { rows } = await teams.database.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
      WHERE table_schema = 'public'`,
  );
  const found: string[] = [];
  for (const { table, column } of rows) {
    const { rowCount } = await teams.database.query(
      `SELECT 1 FROM "${table}" WHERE strpos("${column}"::text, $1) > 0 LIMIT 1`,
      [value],
    );
    if (rowCount !== 0) found.push(`${table}.${column}`);
  }
  return found;
}

it('a planted secret that was refused is in no column of what is published', async () => {
  await fresh();
  const planted = 'zQ7wX2eC5rV8tB1nM4kJ6hG3fD9sA0pL';
  await putBoard({ nodes: nodesWith('message', planted) });
  await owner.put(of(app, 'templates/t'), { board_id: 'main' });
  const { status, body } = await ask();
  expect(status).toBe(422);
  expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
    'boards.main.nodes.log.pins.message',
    'templates.t.nodes.log.pins.message',
  ]);
  const shown = bytesOf(planted).slice(1, -1).join(',');
  const places = [...(await columnsWith(planted)), ...(await columnsWith(shown))];
  expect(places.filter((place) => !/^(boards|board_|templates|template_)/.test(place))).toEqual([]);
  expect(places).not.toEqual([]);
});

function variable({ name = 'v', secret = false, value = SECRET } = {}): object {
  return {
    id: 'v',
    name,
    secret,
    category: null,
    description: null,
    default_value: bytesOf(value),
    data_type: 'String',
    value_type: 'Normal',
    exposed: false,
    editable: true,
    schema: null,
    runtime_configured: false,
  };
}

function comment(content: string): object {
  return {
    id: 'c',
    author: null,
    content,
    comment_type: 'Text',
    coordinates: [0, 0, 0],
    timestamp: { secs_since_epoch: 1, nanos_since_epoch: 0 },
  };
}

async function putBoard(board: object): Promise<void> {
  const made = await owner.put(of(app, 'board/main'), { name: 'Main' });
  expect(made.status).toBe(200);
  const { body } = await owner.get(of(app, 'board/main'));
  const sent = await owner.put(of(app, 'board/main'), { ...body, ...board });
  expect(sent).toMatchObject({ status: 200 });
}

function expectWithout(text: string): void {
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain(bytesOf(SECRET).slice(1, -1).join(','));
  expect(text).not.toContain('sealed:');
}
