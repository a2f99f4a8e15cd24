import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createId } from '@paralleldrive/cuid2';
import { decodeJwt } from 'jose';
import { type AnyJson, PASSWORD } from '../setup/api-client.js';
import { EditorClient, pinOf, placed } from '../setup/editor-client.js';
import { newComment, newLayer, newVariable } from '../setup/editor-elements.js';
import { Browser } from '../setup/form-browser.js';
import { OpenIdClient, REDIRECT_URI } from '../setup/openid.js';
import { type RunningProvider, startProvider } from '../setup/own-provider.js';

// The calls of the ecosystem's web editor in their order, from its sign-in to the end of an app. Each test
// goes on where the one before it ended.

let server: RunningProvider;
let sub: string;
let editor: EditorClient;
let profile: AnyJson;
let catalog: AnyJson[];
let app: string;
let board: string;

const TIME = { secs_since_epoch: 1_764_000_000, nanos_since_epoch: 0 };
const now = () => Date.now() * 1000;

beforeAll(async () => {
  server = await startProvider();
});
afterAll(async () => {
  await server.close();
});

it('signs in', async () => {
  const { body: settings } = await server.api.get('/api/v1/auth/openid');
  expect(settings).toMatchObject({
    authority: server.url,
    client_id: 'flow-like',
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: expect.stringContaining('openid'),
  });
  expect(settings.cognito).toBeNull();
  const openId = await OpenIdClient.discover(
    settings.authority,
    undefined,
    settings.redirect_uri,
    settings.client_id,
  );
  const { email } = await server.openId.signUp();
  const tokens = await openId.signIn(email, new Browser(), PASSWORD);
  expect(tokens.refresh_token).toEqual(expect.any(String));
  expect(decodeJwt(tokens.id_token!)).toMatchObject({ iss: server.url, aud: 'flow-like' });
  sub = decodeJwt(tokens.id_token!).sub!;
  editor = new EditorClient(server.url, tokens.access_token);
});

it('loads its first page', async () => {
  expect(await editor.get('profile')).toEqual([]);
  const made = await editor.post(`profile/${createId()}`, {
    name: 'Default Profile',
    description: 'The first one',
    hub: server.url,
    hubs: [server.url],
  });
  const { hub: at, ...top } = made;
  expect(at).toBe(server.url);
  expect(made.profile).toMatchObject({ id: top.id, name: 'Default Profile' });
  const profiles = await editor.get('profile');
  expect(profiles).toEqual([
    expect.objectContaining({ id: made.id, user_id: sub, hub: server.url, apps: [] }),
  ]);
  profile = profiles[0];
  expect(await editor.get('user/info')).toMatchObject({ id: sub, permission: expect.any(Number) });
  expect(await editor.get('user/notifications')).toEqual({
    invites_count: 0,
    notifications_count: 0,
    unread_count: 0,
  });
  expect(await editor.get('apps')).toEqual([]);
  expect(await editor.get('user/invites?offset=0&limit=20')).toEqual([]);
  const list = 'user/notifications/list?unread_only=false&offset=0&limit=20';
  expect(await editor.get(list)).toEqual([]);
  const models = { bit_types: ['Embedding', 'ImageEmbedding'] };
  expect(await editor.post('bit', models)).toEqual([]);
});

it('makes an app and its first board', async () => {
  const meta = {
    name: 'Greetings',
    description: 'Says hello',
    tags: ['hello'],
    use_case: 'Trying it out',
    created_at: TIME,
    updated_at: TIME,
    preview_media: [],
  };
  const made = await editor.put('apps/new', { meta, bits: [] });
  app = made.id;
  expect(app).toMatch(/^[a-z0-9]{24}$/);
  const id = createId();
  await editor.put(`apps/${app}/board/${id}`, {
    name: 'Initial Board',
    description: 'The first one',
    log_level: 'Debug',
    stage: 'Dev',
  });
  const apps = [{ app_id: app, favorite: false, pinned: false }];
  await editor.post(`profile/${profile.id}`, { apps });
  expect((await editor.get('profile'))[0].apps).toMatchObject(apps);
  const boards = await editor.get(`apps/${app}/board`);
  expect(boards).toHaveLength(1);
  board = `apps/${app}/board/${boards[0].id}`;
  expect(boards[0].id).toBe(id);
});

it('shows the app, changes it and what is said of it', async () => {
  const listed = await editor.get('apps');
  expect(listed).toEqual([
    [
      expect.objectContaining({ id: app }),
      expect.objectContaining({ name: 'Greetings', description: 'Says hello', tags: ['hello'] }),
    ],
  ]);
  const shown = await editor.get(`apps/${app}`);
  expect(shown).toMatchObject({
    id: app,
    boards: [board.split('/').at(-1)],
    bits: [],
    events: [],
    templates: [],
    page_ids: [],
    widget_ids: [],
    authors: expect.any(Array),
    status: 'Active',
    visibility: 'Private',
    execution_mode: 'Any',
    created_at: { secs_since_epoch: expect.any(Number), nanos_since_epoch: expect.any(Number) },
  });
  await editor.put(`apps/${app}`, { app: { ...shown, changelog: 'Now with greetings' } });
  expect((await editor.get(`apps/${app}`)).changelog).toBe('Now with greetings');
  const meta = await editor.get(`apps/${app}/meta?language=en`);
  await editor.put(`apps/${app}/meta?language=en`, { ...meta, description: 'Says good day' });
  const { description } = await editor.get(`apps/${app}/meta?language=en`);
  expect(description).toBe('Says good day');
  await editor.patch(`apps/${app}/visibility`, { visibility: 'Prototype' });
  expect((await editor.get(`apps/${app}`)).visibility).toBe('Prototype');
});

it('opens the board', async () => {
  expect(await editor.get(board)).toMatchObject({
    name: 'Initial Board',
    nodes: {},
    variables: {},
    comments: {},
    layers: {},
    refs: {},
    viewport: [0, 0, 0],
    version: [0, 0, 1],
    stage: 'Dev',
    log_level: 'Debug',
    execution_mode: 'Hybrid',
    page_ids: [],
  });
  catalog = await editor.get('apps/nodes');
  expect(catalog.length).toBeGreaterThan(20);
  await editor.get(`apps/${app}`);
  await editor.get('apps');
  const runs = `${board}/runs?from=${now() - 300_000_000}&limit=100`;
  for (const _twice of [1, 2]) expect(await editor.get(runs)).toEqual([]);
  for (const _twice of [1, 2]) {
    expect(await editor.post(`${board}/realtime`)).toEqual({
      jwt: expect.any(String),
      encryption_key: expect.any(String),
      key_id: expect.any(String),
    });
    const { keys } = await editor.get(`${board}/realtime`);
    expect(keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256' });
  }
  const hub = await (await fetch(`${server.url}/api/v1`)).json();
  expect(hub).toMatchObject({
    signaling: [],
    oauth_providers: {},
    lookup: { name: true, email: false },
    supported_sinks: expect.any(Object),
    tiers: { FREE: expect.any(Object) },
  });
  expect(await editor.get(`apps/${app}/pages?board_id=${board.split('/').at(-1)}`)).toEqual([]);
  expect(await editor.get(`${board}/elements`)).toEqual({});
  expect(await editor.get(`user/lookup/${sub}`)).toMatchObject({ id: sub, name: 'Ada' });
});

describe('edits the board:', () => {
  let start: AnyJson;
  let log: AnyJson;
  const inState = (state: AnyJson, node: AnyJson) => state.nodes[node.id];

  it('nodes keep the ids it made', async () => {
    start = placed(catalog, 'events_simple', [0, 0, 0]);
    log = placed(catalog, 'log_info', [200, 0, 0]);
    for (const node of [start, log]) {
      const { answers, now } = await editor.edit(board, {
        command_type: 'AddNode',
        node,
        current_layer: null,
      });
      expect(answers[0].node.id).toBe(node.id);
      const kept = inState(now, node);
      expect(Object.keys(kept.pins).toSorted()).toEqual(Object.keys(node.pins).toSorted());
      expect(kept).toMatchObject({ name: node.name, coordinates: node.coordinates });
      expect(kept).not.toHaveProperty('pin_in_names');
    }
    expect((await editor.get(board)).nodes[start.id].start).toBe(true);
  });

  it('wires, moves and values show at once', async () => {
    const [from, to] = [pinOf(start, 'exec_out', 'Output'), pinOf(log, 'exec_in', 'Input')];
    const wire = { from_node: start.id, from_pin: from.id, to_node: log.id, to_pin: to.id };
    const wired = await editor.edit(board, { command_type: 'ConnectPin', ...wire });
    expect(inState(wired.now, start).pins[from.id].connected_to).toEqual([to.id]);
    expect(inState(wired.now, log).pins[to.id].depends_on).toEqual([from.id]);
    const moved = await editor.edit(
      board,
      { command_type: 'MoveNode', node_id: start.id, to_coordinates: [10.5, 20.25, 0] },
      { command_type: 'MoveNode', node_id: log.id, to_coordinates: [300.5, 20.25, 0] },
    );
    expect(moved.answers[0].from_coordinates).toEqual([0, 0, 0]);
    expect(inState(moved.now, log).coordinates).toEqual([300.5, 20.25, 0]);
    const message = pinOf(log, 'message', 'Input');
    const said = { ...message, default_value: [...Buffer.from('"hello"')] };
    const set = await editor.edit(board, {
      command_type: 'UpsertPin',
      node_id: log.id,
      pin: said,
    });
    expect(set.answers[0].old_pin).toMatchObject({ id: message.id });
    expect(inState(set.now, log).pins[message.id].default_value).toEqual(said.default_value);
    const { nodes } = set.now;
    const commented = await editor.edit(board, {
      command_type: 'UpdateNode',
      node: { ...nodes[log.id], comment: 'greets', pin_in_names: ['message'] },
    });
    expect(commented.answers[0].old_node.id).toBe(log.id);
    expect(inState(commented.now, log).comment).toBe('greets');
  });

  it('variables come and change', async () => {
    const variable = newVariable();
    const made = await editor.edit(board, { command_type: 'UpsertVariable', variable });
    expect(made.now.variables[variable.id]).toMatchObject(variable);
    const renamed = { ...variable, name: 'salute' };
    const again = await editor.edit(board, { command_type: 'UpsertVariable', variable: renamed });
    expect(again.answers[0].old_variable.name).toBe('greeting');
    expect(again.now.variables[variable.id].name).toBe('salute');
    const gone = await editor.edit(board, { command_type: 'RemoveVariable', variable: renamed });
    expect(gone.now.variables).toEqual({});
    const back = await editor.undo(board, editor.undoStack.pop()!);
    expect(back.variables[variable.id].name).toBe('salute');
  });

  it('comments come and go', async () => {
    const comment = newComment();
    const made = await editor.edit(board, {
      command_type: 'UpsertComment',
      comment,
      current_layer: null,
    });
    expect(made.now.comments[comment.id].content).toBe('Here it begins');
    const gone = await editor.edit(board, { command_type: 'RemoveComment', comment });
    expect(gone.now.comments).toEqual({});
  });

  it('nodes are put into a layer and taken out again', async () => {
    const layer = newLayer();
    const made = await editor.edit(board, {
      command_type: 'UpsertLayer',
      layer,
      node_ids: [log.id],
      current_layer: null,
    });
    const { id } = made.answers[0].layer;
    expect(made.now.layers[id].name).toBe('Greeting');
    expect(inState(made.now, log).layer).toBe(id);
    const gone = await editor.edit(board, {
      command_type: 'RemoveLayer',
      layer: made.now.layers[id],
      child_layers: [],
      layer_nodes: [],
      layers: [],
      nodes: [],
      preserve_nodes: true,
    });
    expect(gone.now.layers).toEqual({});
    expect(inState(gone.now, log).layer).toBeNull();
  });

  it('copies get ids of their own, and nodes go', async () => {
    const before = await editor.get(board);
    const pasted = await editor.edit(board, {
      command_type: 'CopyPaste',
      original_nodes: [before.nodes[start.id], before.nodes[log.id]],
      original_comments: [],
      original_layers: [],
      original_variables: [],
      new_nodes: [],
      new_comments: [],
      new_layers: [],
      offset: [50, 50, 0],
      current_layer: null,
    });
    expect(pasted.answers[0].new_nodes).toHaveLength(2);
    const copies = Object.values<AnyJson>(pasted.now.nodes).filter(
      ({ id }) => !Object.hasOwn(before.nodes, id),
    );
    expect(copies).toHaveLength(2);
    const copy = copies.find(({ name }) => name === 'log_info');
    expect(copy.pins).not.toHaveProperty(pinOf(log, 'message', 'Input').id);
    const removed = await editor.edit(
      board,
      ...copies.map((node) => ({ command_type: 'RemoveNode', node, connected_nodes: [] })),
    );
    expect(Object.keys(removed.now.nodes).toSorted()).toEqual([start.id, log.id].toSorted());
    const wire = pinOf(start, 'exec_out', 'Output').id;
    const cut = await editor.edit(board, {
      command_type: 'DisconnectPin',
      from_node: start.id,
      from_pin: wire,
      to_node: log.id,
      to_pin: pinOf(log, 'exec_in', 'Input').id,
    });
    expect(inState(cut.now, start).pins[wire].connected_to).toEqual([]);
  });

  it('everything is taken back to the empty board, and done again', async () => {
    const { updated_at: _, ...full } = await editor.get(board);
    const batches = editor.undoStack.splice(0);
    let state: AnyJson;
    for (const batch of batches.toReversed()) state = await editor.undo(board, batch);
    expect(state).toMatchObject({ nodes: {}, variables: {}, comments: {}, layers: {} });
    for (const batch of batches) state = await editor.undo(board, batch, 'redo');
    const { updated_at: __, ...again } = state;
    expect(again).toEqual(full);
    const back = await editor.undo(board, batches.at(-1)!);
    expect(back.nodes[start.id].pins[pinOf(start, 'exec_out', 'Output').id].connected_to).toEqual([
      pinOf(log, 'exec_in', 'Input').id,
    ]);
  });

  it('its settings change and versions are frozen', async () => {
    await editor.put(board, {
      name: 'Greets',
      description: 'Says hello',
      log_level: 'Info',
      stage: 'Prod',
      execution_mode: 'Remote',
    });
    expect(await editor.patch(`${board}?version_type=Minor`)).toEqual([0, 1, 0]);
    expect(await editor.get(`${board}/version`)).toEqual([[0, 0, 1]]);
    await editor.edit(board, {
      command_type: 'RemoveNode',
      node: log,
      connected_nodes: [],
    });
    const frozen = await editor.get(`${board}?version=0_0_1`);
    expect(frozen).toMatchObject({ name: 'Greets', stage: 'Prod', execution_mode: 'Remote' });
    expect(frozen.nodes).toHaveProperty(log.id);
    expect((await editor.get(board)).nodes).not.toHaveProperty(log.id);
  });

  it('what ran on it is listed', async () => {
    const { body: job } = await server.api.post('/jobs/submit', {
      app_id: app,
      board_id: board.split('/').at(-1),
      version: '0.0.1',
      payload: { whom: 'world' },
      mode: 'sync',
    });
    expect(job.status).toBe('completed');
    const runs = await editor.get(`${board}/runs?from=${now() - 300_000_000}&limit=100`);
    expect(runs).toEqual([
      {
        app_id: app,
        run_id: job.job_id.slice('job-'.length),
        board_id: board.split('/').at(-1),
        start: expect.any(Number),
        end: expect.any(Number),
        log_level: 1,
        version: 'v0-0-1',
        nodes: [
          [start.id, 0],
          [expect.any(String), 1],
        ],
        logs: 1,
        node_id: start.id,
        event_version: null,
        event_id: '',
        payload: [...Buffer.from('{"whom":"world"}')],
        is_remote: true,
      },
    ]);
    expect(runs[0].start).toBe(Date.parse(job.started_at) * 1000 + (runs[0].start % 1000));
    expect(runs[0].end).toBeGreaterThanOrEqual(runs[0].start);
  });
});

it('finds nothing of it in the store', async () => {
  const sort = 'MostRelevant';
  expect(await editor.get(`apps/search?id=${app}&sort=${sort}&limit=50&offset=0`)).toEqual([]);
});

it('deletes the board and the app', async () => {
  await editor.delete(board);
  expect(await editor.get(`apps/${app}/board`)).toEqual([]);
  await editor.delete(`apps/${app}`);
  expect(await editor.get('apps')).toEqual([]);
});
