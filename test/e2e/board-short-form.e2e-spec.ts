import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { ApiClient, type Tokens } from '../setup/api-client.js';
import { bytes } from '../setup/editor-nodes.js';

let surroundings: Surroundings;
let api: RunningApp;
let client: ApiClient;
let ada: Tokens;
let owner: ApiClient;
let appId: string;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', surroundings.env);
  client = new ApiClient(api.url);
  ada = await client.register();
  owner = client.as(ada.access_token);
  appId = (await owner.post('/api/v1/apps', { name: 'Short' })).body.id;
});

afterAll(async () => {
  await api.close();
  await surroundings.database.drop();
});

const pathOf = (board: string) => `/api/v1/apps/${appId}/board/${board}`;

/** As curl sends a file with --data-binary. */
async function putYaml(board: string, text: string, headers = {}): Promise<Response> {
  return fetch(`${api.url}${pathOf(board)}`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/yaml',
      authorization: `Bearer ${ada.access_token}`,
      ...headers,
    },
    body: text,
  });
}

const HELLO = `name: Hello
variables:
  token: { type: string, secret: true }
nodes:
  start: events_simple
  end:
    node: events_generic_return_result
    response: hello
flow:
  - start -> end
`;

describe('a board in its short form', () => {
  it('is made of an example, runs, and is read as the same text again and again', async () => {
    const text = await readFile('examples/greetings.yaml', 'utf8');
    expect((await putYaml('greetings', text)).status).toBe(200);
    const job = await client.post('/jobs/submit', {
      app_id: appId,
      board_id: 'greetings',
      mode: 'sync',
    });
    expect(job.body.status).toBe('completed');
    const read = await owner.get(`${pathOf('greetings')}?format=short`);
    expect(read.headers.get('content-type')).toContain('application/yaml');
    expect((await putYaml('greetings', read.body)).status).toBe(200);
    expect((await owner.get(`${pathOf('greetings')}?format=short`)).body).toBe(read.body);
    const json = await owner.get(`${pathOf('greetings')}?format=short-json`);
    const copied = await owner.put(`${pathOf('copy')}?format=short`, json.body);
    expect(copied.status).toBe(200);
    const copy = await owner.get(`${pathOf('copy')}?format=short-json`);
    expect(copy.body.nodes).toEqual(json.body.nodes);
  });

  it('replaces a draft, keeps its secrets, and obeys If-Match', async () => {
    expect((await putYaml('hello', HELLO)).status).toBe(200);
    const { body, headers } = await owner.get(pathOf('hello'));
    const [token] = Object.values(body.variables) as [{ id: string }];
    const secret = { ...token, default_value: bytes('hush-hush') };
    await owner.post(pathOf('hello'), {
      commands: [{ command_type: 'UpsertVariable', variable: secret }],
    });
    const etag = headers.get('etag')!;
    expect((await putYaml('hello', HELLO, { 'if-match': etag })).status).toBe(412);
    const reading = HELLO.replace('response: hello', 'response: <- get.value_ref').replace(
      'nodes:',
      'nodes:\n  get: { node: variable_get, var_ref: token }',
    );
    expect((await putYaml('hello', reading)).status).toBe(200);
    const job = { app_id: appId, board_id: 'hello', mode: 'sync' };
    expect((await client.post('/jobs/submit', job)).body.result).toBe('••••••');
    expect((await owner.get(`${pathOf('hello')}?format=short`)).body).not.toContain('hush');
  });

  it('with mistakes is refused, each with its line and column, and nothing is changed', async () => {
    await putYaml('kept', HELLO);
    const wrong = HELLO.replace('response:', 'respnse:').replace('events_simple', 'events_smple');
    const answer = await putYaml('kept', wrong);
    const problem = (await answer.json()) as { errors: { path: string; message: string }[] };
    expect(answer.status).toBe(400);
    expect(problem.errors.length).toBeGreaterThan(0);
    for (const { message } of problem.errors) expect(message).toMatch(/^line \d+, column \d+: /);
    expect((await owner.get(pathOf('kept'))).body.name).toBe('Hello');
    expect((await putYaml('none', '')).status).toBe(400);
    const long = `${HELLO}# ${'x'.repeat(140_000)}`;
    expect((await putYaml('none', long)).status).toBe(400);
    expect((await owner.get(pathOf('none'))).status).toBe(404);
  });

  it('is taken nowhere else', async () => {
    const answer = await fetch(`${api.url}${pathOf('hello')}`, {
      method: 'POST',
      headers: { 'content-type': 'text/yaml', authorization: `Bearer ${ada.access_token}` },
      body: HELLO,
    });
    expect(answer.status).toBe(415);
  });
});
