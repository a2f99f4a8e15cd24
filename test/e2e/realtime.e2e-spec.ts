import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { newTokenKeys } from '../../scripts/keys.mjs';
import { ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';

let surroundings: Surroundings;
const running: RunningApp[] = [];
let client: ApiClient;
let owner: ApiClient;
let accessToken: string;
let sub: string;
let app: string;

beforeAll(async () => {
  surroundings = await createSurroundings();
  client = await start();
  const { access_token, user } = await client.register();
  accessToken = access_token;
  sub = user.id;
  owner = client.as(access_token);
  app = (await owner.post('/api/v1/apps', { name: 'Together' })).body.id;
  for (const board of ['one', 'two']) await owner.put(`/api/v1/apps/${app}/board/${board}`, {});
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
  await surroundings.database.drop();
});

async function start(env: Record<string, string> = {}): Promise<ApiClient> {
  const api = await startApp('api', { ...surroundings.env, ...env });
  running.push(api);
  return new ApiClient(api.url);
}
const pathOf = (board: string) => `/api/v1/apps/${app}/board/${board}/realtime`;

describe('editing a board together', () => {
  it('takes a token that says who may edit what, and that anybody can check', async () => {
    const { status, body, headers } = await owner.post(pathOf('one'));
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { body: jwks } = await client.get(pathOf('one'));
    const audience = { audience: 'y-webrtc', issuer: surroundings.env['PUBLIC_URL']! };
    const { payload } = await jwtVerify(body.jwt, createLocalJWKSet(jwks), audience);
    expect(payload).toMatchObject({ sub, app_id: app, board_id: 'one' });
    expect(payload.exp! - payload.iat!).toBe(3 * 3600);
    expect(jwks.keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256' });
    expect(jwks.keys[0]).not.toHaveProperty('d');
    expect(body.key_id).toBe(jwks.keys[0].kid);
  });

  it('takes a key that is the same for all on one board and on no other', async () => {
    const keyOf = async (board: string, as = owner) =>
      (await as.post(pathOf(board))).body.encryption_key as string;
    const key = await keyOf('one');
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    const replica = (await start()).as(accessToken);
    expect(await keyOf('one', replica)).toBe(key);
    expect(await keyOf('two')).not.toBe(key);
    const elsewhere = await start({ TOKEN_KEYS: newKeyInFront() });
    const changed = await elsewhere.as(accessToken).post(pathOf('one'));
    expect(changed.body.encryption_key).not.toBe(key);
    expect(changed.body.key_id).not.toBe((await owner.post(pathOf('one'))).body.key_id);
  });

  it('lets no such token pass for an access token, nor the other way round', async () => {
    const { body } = await owner.post(pathOf('one'));
    expect((await client.as(body.jwt).get('/api/v1/user')).status).toBe(401);
    expect((await client.as(body.jwt).post(pathOf('one'))).status).toBe(401);
    const types = [body.jwt, accessToken].map((token) => decodeProtectedHeader(token).typ);
    expect(types).toEqual(['realtime+jwt', 'at+jwt']);
    const { body: jwks } = await client.get(pathOf('one'));
    const asRealtime = jwtVerify(accessToken, createLocalJWKSet(jwks), { audience: 'y-webrtc' });
    await expect(asRealtime).rejects.toThrow('aud');
  });

  it('is for a board that is there', async () => {
    expect((await owner.post(pathOf('nothing'))).status).toBe(404);
  });
});

/** A new key that signs; tokens of the old one are still good. */
function newKeyInFront(): string {
  const [fresh, old] = [newTokenKeys(), surroundings.env['TOKEN_KEYS']!].map(
    (text) => (JSON.parse(text) as { keys: object[] }).keys,
  );
  return JSON.stringify({ keys: [...fresh!, ...old!] });
}
