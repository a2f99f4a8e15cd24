import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { board as aBoard } from '../setup/boards.js';
import { bytes } from '../setup/editor-nodes.js';

let surroundings: Surroundings;
let api: RunningApp;
let client: ApiClient;
let owner: ApiClient;
let appId: string;
let database: pg.Client;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', surroundings.env);
  client = new ApiClient(api.url);
  owner = client.as((await client.register()).access_token);
  appId = (await owner.post('/api/v1/apps', { name: 'Secrets' })).body.id;
  database = new pg.Client({ connectionString: surroundings.database.url });
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await api.close();
  await surroundings.database.drop();
});

const pathOf = (board: string) => `/api/v1/apps/${appId}/board/${board}`;
let boards = 0;
async function newBoard(body: object = {}): Promise<string> {
  const id = `board-${++boards}`;
  expect((await owner.put(pathOf(id), body)).status).toBe(200);
  return id;
}
const read = async (id: string) => (await owner.get(pathOf(id))).body;
const edit = (id: string, ...commands: object[]) => owner.post(pathOf(id), { commands });

describe('secrets', () => {
  const planted = 'sesame-open-yourself';
  const plantedBytes = JSON.stringify(bytes(planted)).slice(1, -1);
  const variable = {
    id: 'token',
    name: 'token',
    category: null,
    description: null,
    default_value: bytes(planted),
    data_type: 'String',
    value_type: 'Normal',
    exposed: false,
    secret: true,
    editable: true,
    schema: null,
  };
  /** Logs the secret, and answers it beside whether it is the planted one. */
  const withSecret = () => {
    const json = aBoard()
      .node('start', 'events_simple')
      .node('get', 'variable_get', { var_ref: 'token' })
      .node('same', 'equal_string', { 'string#2': planted })
      .node('log', 'log_info')
      .node('format', 'string_format', { format_string: '{said} {same}' })
      .pin('format.said', 'Input', 'Generic')
      .pin('format.same', 'Input', 'Generic')
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'log.exec_in')
      .wire('log.exec_out', 'end.exec_in')
      .wire('get.value_ref', 'log.message')
      .wire('get.value_ref', 'same.string')
      .wire('get.value_ref', 'format.said')
      .wire('same.equal', 'format.same')
      .wire('format.formatted_string', 'end.response')
      .json() as AnyJson;
    return { ...json, variables: { token: variable } };
  };
  /** The board above without the constant, which is no secret. */
  const quiet = () => {
    const json = withSecret();
    json.nodes.same.pins['same.string#2'].default_value = bytes('another');
    return json;
  };
  const run = (id: string) =>
    client.post('/jobs/submit', { app_id: appId, board_id: id, mode: 'sync' });
  const leaks = (text: string) => text.includes(planted) || text.includes(plantedBytes);

  it('work in a run and are seen nowhere: no answer and no table', async () => {
    const id = await newBoard();
    const answers: string[] = [];
    const note = async (call: Promise<{ body: unknown }>) =>
      answers.push(JSON.stringify((await call).body));
    await note(edit(id, { command_type: 'UpsertVariable', variable }));
    await note(owner.get(pathOf(id)));
    await note(owner.put(pathOf(id), quiet()));
    await note(run(id));
    expect(answers.at(-1)).toContain('"result":"•••••• false"');
    await note(owner.patch(pathOf(id)));
    await note(owner.get(pathOf(id)));
    await note(owner.get(`${pathOf(id)}?version=0.0.1`));
    await note(owner.get(`/api/v1/apps/${appId}/board`));
    await note(owner.get(`${pathOf(id)}/prerun`));
    await note(owner.get(`${pathOf(id)}/problems`));
    await note(
      edit(id, { command_type: 'RemoveVariable', variable: { ...variable, default_value: null } }),
    );
    expect(answers.filter(leaks)).toEqual([]);
    const { rows: tables } = await database.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    for (const { name } of tables) {
      const { rows } = await database.query(`SELECT row_to_json(t)::text AS text FROM ${name} t`);
      expect([name, rows.filter(({ text }) => leaks(text))]).toEqual([name, []]);
    }
  });

  it('keep their value when a board is sent back as it was read', async () => {
    const id = await newBoard(withSecret());
    const exported = await read(id);
    expect(exported.variables.token.default_value).toBeNull();
    await owner.put(pathOf(id), exported);
    await edit(id, { command_type: 'UpsertVariable', variable: exported.variables.token });
    expect((await run(id)).body.result).toBe('•••••• true');
  });

  it('lose it when the variable is made readable', async () => {
    const id = await newBoard(withSecret());
    const open = { ...variable, secret: false, default_value: null };
    await edit(id, { command_type: 'UpsertVariable', variable: open });
    expect((await read(id)).variables.token.default_value).toBeNull();
    expect((await run(id)).body).toMatchObject({ status: 'failed', result: null });
  });

  it('can not be planted in the form they are stored in', async () => {
    const id = await newBoard(withSecret());
    const { rows } = await database.query(`SELECT draft::text AS text FROM boards WHERE id = $1`, [
      id,
    ]);
    const [sealed] = /sealed:[^"]+/.exec(rows[0].text)!;
    const forged = {
      ...withSecret(),
      variables: { token: { ...variable, default_value: sealed } },
    };
    expect((await owner.put(pathOf('forged'), forged)).status).toBe(400);
  });
});
