import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allNodes } from '../../src/nodes/index.js';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';

let surroundings: Surroundings;
let api: RunningApp;
let client: ApiClient;

beforeAll(async () => {
  surroundings = await createSurroundings();
  api = await startApp('api', { ...surroundings.env, CORS_ORIGINS: 'https://app.example.com' });
  client = new ApiClient(api.url);
});
afterAll(async () => {
  await api.close();
  await surroundings.database.drop();
});

/** Without fetch, which decompresses by itself and asks for what it can. */
function ask(path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: AnyJson; body: Buffer }>((resolve, reject) => {
    get(`${api.url}${path}`, { headers, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          headers: answer.headers,
          body: Buffer.concat(parts),
        }),
      );
    }).on('error', reject);
  });
}

const CATALOG = '/api/v1/catalog';
const names = (nodes: AnyJson[]) => nodes.map(({ name }) => name as string);

describe('the catalog', () => {
  it('holds a definition of every node type, complete, in the ecosystem’s JSON', async () => {
    const { status, body } = await client.get(CATALOG);
    expect(status).toBe(200);
    expect(names(body)).toEqual(allNodes.map(({ name }) => name));
    const print = body.find(({ name }: AnyJson) => name === 'log_info');
    expect(print).toMatchObject({
      id: 'log_info',
      category: expect.any(String),
      friendly_name: expect.any(String),
      description: expect.any(String),
      coordinates: [0, 0, 0],
      start: null,
    });
    expect(print.pins['log_info.in.message']).toMatchObject({
      id: 'log_info.in.message',
      name: 'message',
      pin_type: 'Input',
      data_type: 'Generic',
      value_type: 'Normal',
      depends_on: [],
      connected_to: [],
    });
    for (const node of body as AnyJson[])
      for (const [id, pin] of Object.entries<AnyJson>(node.pins)) expect(pin.id).toBe(id);
  });

  it('is the same for the editor, which has to sign in', async () => {
    expect((await client.get('/api/v1/apps/nodes')).status).toBe(401);
    const user = client.as((await client.register()).access_token);
    const editors = await user.get('/api/v1/apps/nodes');
    const all = await client.get(CATALOG);
    expect(editors.body).toEqual(all.body);
    expect(editors.headers.get('cache-control')).toBe('private, no-cache');
    expect((await user.get('/api/v1/apps/nodes-of-mine')).status).toBe(404);
  });

  it('comes compressed as the caller likes it', async () => {
    const plain = await ask(CATALOG, {});
    expect(plain.headers['content-encoding']).toBeUndefined();
    const br = await ask(CATALOG, { 'accept-encoding': 'gzip, deflate, br' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
    const gz = await ask(CATALOG, { 'accept-encoding': 'gzip, br;q=0' });
    expect(gz.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gz.body).equals(plain.body)).toBe(true);
    const none = await ask(CATALOG, { 'accept-encoding': 'identity' });
    expect(none.headers['content-encoding']).toBeUndefined();
    for (const { headers } of [plain, br, gz, none])
      expect(headers.vary).toMatch(/^Origin, Accept-Encoding$/);
    expect(new Set([plain, br, gz].map(({ headers }) => headers.etag)).size).toBe(3);
  });

  it('is not sent twice', async () => {
    for (const encoding of ['br', 'gzip', 'identity']) {
      const asked = { 'accept-encoding': encoding };
      const { headers } = await ask(CATALOG, asked);
      const again = await ask(CATALOG, { ...asked, 'if-none-match': `"x", W/${headers.etag}` });
      expect([again.status, again.body.length]).toEqual([304, 0]);
      expect(again.headers.etag).toBe(headers.etag);
      const other = await ask(CATALOG, { ...asked, 'if-none-match': '"another"' });
      expect(other.status).toBe(200);
    }
  });

  it('is searched by category and by words', async () => {
    const find = async (query: string) => names((await client.get(`${CATALOG}?${query}`)).body);
    const control = await find('category=control');
    expect(control).toContain('control_branch');
    expect(control).not.toContain('log_info');
    expect(await find('search=PRINT')).toContain('log_info');
    expect(await find('category=Logging&search=info print')).toEqual(['log_info']);
    expect(await find('search=no-such-word-anywhere')).toEqual([]);
    expect(await find('category=Contr')).toEqual([]);
    const [path, headers] = [`${CATALOG}?search=print`, { 'accept-encoding': 'br' }];
    const { etag } = (await ask(path, headers)).headers;
    expect((await ask(path, { ...headers, 'if-none-match': etag })).status).toBe(304);
    const bad = await client.get(`${CATALOG}?categori=x`);
    expect([bad.status, bad.body.errors[0].path]).toEqual([400, 'categori']);
  });
});
