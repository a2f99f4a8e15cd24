import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { echo, says } from '../setup/boards.js';
import { logNode } from '../setup/editor-nodes.js';

let surroundings: Surroundings;
let api: RunningApp;
let client: ApiClient;
let owner: ApiClient;
let appId: string;
let database: pg.Client;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', {
    ...surroundings.env,
    NODES_PER_BOARD: '50',
    BOARDS_PER_APP: '12',
    VERSIONS_PER_BOARD: '3',
    BOARD_BYTES: '200000',
    BODY_LIMIT_BYTES: '20000',
  });
  client = new ApiClient(api.url);
  owner = client.as((await client.register()).access_token);
  database = new pg.Client({ connectionString: surroundings.database.url });
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await api.close();
  await surroundings.database.drop();
});

beforeEach(async () => {
  appId = await newApp(owner);
});

const newApp = async (as: ApiClient) =>
  (await as.post('/api/v1/apps', { name: 'Boards' })).body.id as string;
const pathOf = (board: string, app = appId) => `/api/v1/apps/${app}/board/${board}`;
let boards = 0;
async function newBoard(body: object = {}, app = appId): Promise<string> {
  const id = `board-${++boards}`;
  const { status, body: answer } = await owner.put(pathOf(id, app), body);
  expect([status, answer]).toEqual([200, { id }]);
  return id;
}
const read = async (id: string, app = appId) => (await owner.get(pathOf(id, app))).body;
const edit = (id: string, ...commands: object[]) => owner.post(pathOf(id), { commands });

describe('boards', () => {
  it('are made under the id the client chose, with what a new board has', async () => {
    const id = await newBoard({ name: 'Initial Board', description: '', log_level: 'Debug' });
    expect(await read(id)).toMatchObject({
      id,
      name: 'Initial Board',
      nodes: {},
      variables: {},
      comments: {},
      layers: {},
      refs: {},
      version: [0, 0, 1],
      stage: 'Dev',
      log_level: 'Debug',
      execution_mode: 'Hybrid',
      viewport: [0, 0, 0],
      page_ids: [],
    });
    const { body: app } = await owner.get(`/api/v1/apps/${appId}`);
    expect(app.boards).toContain(id);
    const made = await owner.put(pathOf('new'), { name: 'Named by the server' });
    expect(made.body.id).toMatch(/^[a-z0-9]{24}$/);
    const { body: all } = await owner.get(`/api/v1/apps/${appId}/board`);
    expect(all.map((one: AnyJson) => one.id)).toEqual([id, made.body.id]);
    await owner.delete(pathOf(made.body.id));
  });

  it('change their settings in part', async () => {
    const id = await newBoard({ name: 'One', description: 'Text' });
    await owner.put(pathOf(id), { name: 'Two', stage: 'Prod', unknown: 1 });
    expect(await read(id)).toMatchObject({ name: 'Two', description: 'Text', stage: 'Prod' });
    const bad = await owner.put(pathOf(id), { stage: 'Nowhere' });
    expect([bad.status, bad.body.errors[0].path]).toEqual([400, 'stage']);
  });

  it('are exported and imported as they are, and run the same', async () => {
    const id = await newBoard(echo().json());
    const exported = await read(id);
    const copy = await newBoard(exported);
    const { created_at: _c, updated_at: _u, id: _i, ...kept } = await read(copy);
    expect(exported).toMatchObject(kept);
    const run = await client.post('/jobs/submit', {
      app_id: appId,
      board_id: copy,
      mode: 'sync',
      payload: { key: 'value' },
    });
    expect(run.body.result).toBe('value');
  });

  it('begin as a template', async () => {
    const id = await newBoard({ name: 'From a template', template: says('hello').json() });
    const run = { app_id: appId, board_id: id, mode: 'sync' };
    expect((await client.post('/jobs/submit', run)).body.result).toBe('hello');
    expect((await read(id)).name).toBe('From a template');
  });

  it.each([
    [{ nodes: { n: { id: 'n' } } }, 'nodes.n.name'],
    [
      { nodes: { n: { id: 'n', name: 'x', pins: { p: { id: 'p', name: 'p' } } } } },
      'nodes.n.pins.p.pin_type',
    ],
    [{ nodes: [] }, 'nodes'],
    [{ nodes: {}, version: [1, 2] }, 'version'],
    [
      { nodes: {}, variables: { v: { id: 'v', name: 'v', data_type: 'Nothing' } } },
      'variables.v.data_type',
    ],
  ])('are not made from %j', async (body, path) => {
    const { status, body: problem } = await owner.put(pathOf('broken'), body);
    expect([status, problem.errors[0].path]).toEqual([400, path]);
    expect((await owner.get(pathOf('broken'))).status).toBe(404);
  });

  it('go with their versions, and only for those who may write', async () => {
    const id = await newBoard(says('x').json());
    await owner.patch(pathOf(id));
    const stranger = client.as((await client.register()).access_token);
    expect((await stranger.delete(pathOf(id))).status).toBe(404);
    expect(await owner.delete(pathOf(id))).toMatchObject({ status: 200, body: null });
    expect((await owner.get(pathOf(id))).status).toBe(404);
    expect((await owner.delete(pathOf(id))).status).toBe(404);
    const { rows } = await database.query('SELECT 1 FROM board_versions WHERE board_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('of one app are none of another', async () => {
    const id = await newBoard();
    const other = await newApp(owner);
    expect((await owner.get(pathOf(id, other))).status).toBe(404);
    await newBoard({ name: 'Same id elsewhere' }, other);
  });

  it('are limited in number and in size', async () => {
    const app = await newApp(owner);
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, n) => owner.put(pathOf(`b${n}`, app), {})),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(12);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(3);
    const nodes = Array.from({ length: 51 }, (_, n) => logNode(`n${n}`));
    const many = { nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) };
    const tooMany = await owner.put(pathOf('b0', app), many);
    expect([tooMany.status, tooMany.body.detail]).toEqual([
      400,
      'A board may have 50 nodes; this one would have 51',
    ]);
    const commands = nodes.map((node) => ({ command_type: 'AddNode', node }));
    expect((await owner.post(pathOf('b0', app), { commands })).status).toBe(400);
    expect((await read('b0', app)).nodes).toEqual({});
    const large = { nodes: {}, name: 'x', description: 'x'.repeat(210_000) };
    expect((await owner.put(pathOf('b0', app), large)).status).toBe(413);
    expect((await owner.post('/api/v1/apps', { name: 'x'.repeat(21_000) })).status).toBe(413);
  });
});

describe('the editor', () => {
  it('places nodes, wires them, moves them, takes it back and does it again', async () => {
    const id = await newBoard({ name: 'Edited' });
    const placed = await edit(id, { command_type: 'AddNode', node: logNode('one') });
    expect(placed.status).toBe(200);
    expect(placed.body).toHaveLength(1);
    expect(placed.body[0]).toMatchObject({ command_type: 'AddNode', node: { id: 'one' } });
    expect(placed.body[0].node).not.toHaveProperty('pin_in_names');
    await edit(id, { command_type: 'AddNode', node: logNode('two') });
    const wire = {
      command_type: 'ConnectPin',
      from_node: 'one',
      from_pin: 'one-exec_out',
      to_node: 'two',
      to_pin: 'two-exec_in',
    };
    const wired = await edit(id, wire, {
      command_type: 'MoveNode',
      node_id: 'two',
      to_coordinates: [10, 20, 0],
    });
    expect(wired.body[1]).toMatchObject({ from_coordinates: [0, 0, 0] });
    const after = await read(id);
    expect(after.nodes.one.pins['one-exec_out'].connected_to).toEqual(['two-exec_in']);
    expect(after.nodes.two.coordinates).toEqual([10, 20, 0]);

    expect(await owner.post(`${pathOf(id)}/undo`, { commands: wired.body })).toMatchObject({
      status: 200,
      body: null,
    });
    const undone = await read(id);
    expect(undone.nodes.one.pins['one-exec_out'].connected_to).toEqual([]);
    expect(undone.nodes.two.coordinates).toEqual([0, 0, 0]);
    expect((await owner.patch(`${pathOf(id)}/redo`, { commands: wired.body })).status).toBe(200);
    const { updated_at: _a, ...redone } = await read(id);
    expect(after).toMatchObject(redone);
  });

  it('is told which commands were skipped, and why', async () => {
    const id = await newBoard();
    const answer = await edit(
      id,
      { command_type: 'AddNode', node: logNode('n') },
      { command_type: 'RemoveNode', node: logNode('nobody'), connected_nodes: [] },
      { command_type: 'Explode' },
      { command_type: 'AddNode', node: logNode('__proto__') },
      { command_type: 'AddNode', node: logNode('n') },
    );
    expect(answer.status).toBe(200);
    expect(answer.body.map((one: AnyJson) => one.skipped)).toEqual([
      undefined,
      'Node not found',
      expect.stringContaining('command_type'),
      expect.stringContaining('must not be __proto__'),
      expect.stringContaining('is taken'),
    ]);
    expect(Object.keys((await read(id)).nodes)).toEqual(['n']);
  });

  it('undoes all or nothing', async () => {
    const id = await newBoard();
    const { body: added } = await edit(id, { command_type: 'AddNode', node: logNode('n') });
    const impossible = { command_type: 'RemoveVariable', variable: 'none' };
    const refused = await owner.post(`${pathOf(id)}/undo`, { commands: [impossible, ...added] });
    expect([refused.status, refused.body.code]).toEqual([409, 'CONFLICT']);
    expect(Object.keys((await read(id)).nodes)).toEqual(['n']);
  });

  it('loses no edit, however many people edit at once', async () => {
    const id = await newBoard();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        edit(id, { command_type: 'AddNode', node: logNode(`n${n}`) }),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(Object.keys((await read(id)).nodes)).toHaveLength(50);
  });

  it('does not overwrite a whole board that changed since it was read', async () => {
    const id = await newBoard();
    const { headers } = await owner.get(pathOf(id));
    await edit(id, { command_type: 'AddNode', node: logNode('n') });
    const late = owner.with({ 'if-match': headers.get('etag')! });
    const refused = await late.put(pathOf(id), { nodes: {}, name: 'Empty' });
    expect([refused.status, refused.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    const fresh = owner.with({ 'if-match': (await owner.get(pathOf(id))).headers.get('etag')! });
    expect((await fresh.put(pathOf(id), { nodes: {}, name: 'Empty' })).status).toBe(200);
    expect((await read(id)).nodes).toEqual({});
  });

  it('takes a board made anew under the same id for another one', async () => {
    const id = await newBoard({ name: 'First' });
    const { headers } = await owner.get(pathOf(id));
    await owner.delete(pathOf(id));
    const made = await owner.put(pathOf(id), { name: 'Second' });
    const { headers: now } = await owner.get(pathOf(id));
    expect(now.get('etag')).toBe(made.headers.get('etag'));
    expect(now.get('etag')).not.toBe(headers.get('etag'));
    const late = owner.with({ 'if-match': headers.get('etag')! });
    expect((await late.put(pathOf(id), { name: 'Third' })).status).toBe(412);
    expect((await read(id)).name).toBe('Second');
  });

  it('makes no board for who asks for one that is there', async () => {
    const any = owner.with({ 'if-match': '*' });
    for (const body of [{ name: 'New' }, { nodes: {} }])
      expect((await any.put(pathOf('nowhere'), body)).status).toBe(412);
    expect((await owner.get(pathOf('nowhere'))).status).toBe(404);
    const id = await newBoard();
    expect((await any.put(pathOf(id), { name: 'Changed' })).status).toBe(200);
  });

  it('is told what is wrong with a board', async () => {
    const id = await newBoard();
    await edit(id, { command_type: 'AddNode', node: { ...logNode('n'), name: 'no_such_node' } });
    const { body } = await owner.get(`${pathOf(id)}/problems`);
    expect(body.map((problem: AnyJson) => problem.code)).toContain('unknown_node_type');
    expect(body[0]).toMatchObject({ severity: expect.any(String), message: expect.any(String) });
  });
});

describe('versions', () => {
  it('are frozen, listed and read, while the draft goes on', async () => {
    const id = await newBoard(says('first').json());
    expect((await owner.patch(pathOf(id))).body).toEqual([0, 0, 2]);
    expect((await owner.patch(`${pathOf(id)}?version_type=Minor`)).body).toEqual([0, 1, 0]);
    await edit(id, { command_type: 'AddNode', node: logNode('n') });
    expect((await owner.get(`${pathOf(id)}/version`)).body).toEqual([
      [0, 0, 1],
      [0, 0, 2],
    ]);
    for (const form of ['0_0_1', '0.0.1'])
      expect((await owner.get(`${pathOf(id)}?version=${form}`)).body.nodes).not.toHaveProperty('n');
    expect((await read(id)).version).toEqual([0, 1, 0]);
    expect((await owner.get(`${pathOf(id)}?version=9.9.9`)).status).toBe(404);
    expect((await owner.get(`${pathOf(id)}?version=1.x`)).status).toBe(400);
    const run = { app_id: appId, board_id: id, mode: 'sync', version: '0.0.1' };
    expect((await client.post('/jobs/submit', run)).body.result).toBe('first');
    await owner.patch(pathOf(id));
    expect((await owner.patch(pathOf(id))).status).toBe(403); // three at most on this server
  });

  it('can be frozen by many at once, each under a number of its own', async () => {
    const id = await newBoard();
    const answers = await Promise.all(Array.from({ length: 3 }, () => owner.patch(pathOf(id))));
    expect(answers.map(({ body }) => body[2]).toSorted()).toEqual([2, 3, 4]);
  });
});

describe('what an editor has on its clipboard', () => {
  const copied = async () => {
    const from = await newBoard();
    const comment = { id: 'c', content: 'Look', coordinates: [10, 20, 0] };
    await edit(
      from,
      { command_type: 'AddNode', node: { ...logNode('n'), coordinates: [100, 200, 0] } },
      { command_type: 'UpsertComment', comment },
    );
    const { nodes, comments } = await read(from);
    return { nodes: Object.values(nodes), comments: Object.values(comments), layers: [] };
  };
  const places = (things: object) =>
    Object.values<AnyJson>(things).map(({ coordinates }) => coordinates);

  it('is pasted under ids of its own, and can be undone', async () => {
    const id = await newBoard();
    const clipboard = { ...(await copied()), cursorPosition: { x: 1, y: 2 }, unknown: [] };
    const pasted = await owner.post(`${pathOf(id)}/import`, clipboard);
    expect(pasted.status).toBe(200);
    expect(pasted.body).toEqual([expect.objectContaining({ command_type: 'CopyPaste' })]);
    const { nodes, comments } = await read(id);
    expect(Object.keys(nodes)).toEqual([expect.stringMatching(/^[a-z0-9]{24}$/)]);
    expect(pasted.body[0].new_nodes[0].id).toBe(Object.keys(nodes)[0]);
    expect([places(nodes), places(comments)]).toEqual([[[100, 200, 0]], [[10, 20, 0]]]);
    expect(pasted.headers.get('etag')).toBe((await owner.get(pathOf(id))).headers.get('etag'));
    await owner.post(`${pathOf(id)}/undo`, { commands: pasted.body });
    expect((await read(id)).nodes).toEqual({});
  });

  it('goes where it is put, with the variables that the board lacks', async () => {
    const id = await newBoard();
    const { nodes, comments } = await copied();
    const [node] = nodes as AnyJson[];
    const name = 'n-message';
    node.pins[name] = {
      ...node.pins[name],
      name: 'var_ref',
      default_value: [...Buffer.from('"v"')],
    };
    const variables = [{ id: 'v', name: 'greeting', data_type: 'String', value_type: 'Normal' }];
    const clipboard = { nodes, comments, variables, offset: [0, 0, 0] };
    expect((await owner.post(`${pathOf(id)}/import`, clipboard)).status).toBe(200);
    const board = await read(id);
    expect([places(board.nodes), places(board.comments)]).toEqual([[[0, 0, 0]], [[-90, -180, 0]]]);
    expect(board.variables).toMatchObject({ v: { name: 'greeting' } });
  });

  it('is pasted onto the board as it was read, or not at all', async () => {
    const id = await newBoard();
    const clipboard = await copied();
    const { headers } = await owner.get(pathOf(id));
    const paste = (etag: string) =>
      owner.with({ 'if-match': etag }).post(`${pathOf(id)}/import`, clipboard);
    expect((await paste(headers.get('etag')!)).status).toBe(200);
    expect((await paste(headers.get('etag')!)).status).toBe(412);
    expect((await paste('odd')).status).toBe(400);
    expect(Object.keys((await read(id)).nodes)).toHaveLength(1);
    expect((await owner.post(`${pathOf('nowhere')}/import`, clipboard)).status).toBe(404);
  });

  it.each([
    [{ nodes: {} }, 'nodes', 'must be a list'],
    [{ nodes: [{ id: 'x' }] }, 'nodes.0.name', 'must be a string'],
    [{ comments: [7] }, 'comments.0', expect.stringMatching(/^must be/)],
    [{ offset: [1] }, 'offset', 'must be three numbers, such as [10, 20, 0]'],
    [{ nodes: [], current_layer: 7 }, 'current_layer', expect.stringMatching(/^must be/)],
    [{ layers: [{ id: '__proto__' }] }, expect.stringMatching(/^layers.0/), expect.any(String)],
  ])('%j is refused with the place of the fault', async (clipboard, path, message) => {
    const id = await newBoard();
    const { status, body } = await owner.post(`${pathOf(id)}/import`, clipboard);
    expect([status, body.detail]).toEqual([400, expect.stringMatching(/^Nothing was pasted: /)]);
    expect(body.errors).toEqual([{ path, message }]);
  });
});
