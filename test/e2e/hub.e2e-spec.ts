import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../setup/api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';

let surroundings: Surroundings;
const running: RunningApp[] = [];

beforeAll(async () => {
  surroundings = await createSurroundings();
});
afterAll(async () => {
  await Promise.all(running.map((app) => app.close()));
  await surroundings.database.drop();
});

async function start(env: Record<string, string> = {}): Promise<ApiClient> {
  const app = await startApp('api', { ...surroundings.env, ...env });
  running.push(app);
  return new ApiClient(app.url);
}

function hubFile(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'hub-')), 'hub.yaml');
  writeFileSync(file, text);
  return file;
}

describe('an installation as it comes', () => {
  it('tells what it is, with and without a slash, to everybody', async () => {
    const client = await start();
    const { status, body, headers } = await client.get('/api/v1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'Flow-Like',
      domain: 'localhost:8083',
      secure: false,
      environment: 'Development',
      signaling: [],
      oauth_providers: {},
      lookup: { email: false, name: true, additional_information: false },
      features: { registration: true, flow_hosting: true, premium: false },
      max_users_prototype: -1,
      tiers: { FREE: { max_non_visible_projects: 1000, max_remote_executions: -1 } },
      authentication: { openid: { authority: 'http://localhost:8083', client_id: 'flow-like' } },
      legal_notice: 'http://localhost:8083/api/v1/info/legal',
    });
    expect((await client.get('/api/v1/')).body).toEqual(body);
    expect(headers.get('etag')).toMatch(/^".+"$/);
  });

  it('answers every page of information', async () => {
    const client = await start();
    for (const page of ['legal', 'privacy', 'terms']) {
      const { status, body, headers } = await client.get(`/api/v1/info/${page}`);
      expect([page, status, headers.get('content-type')]).toEqual([
        page,
        200,
        'text/plain; charset=utf-8',
      ]);
      expect(body).toMatch(/^The operator of this installation has not published/);
    }
    expect((await client.get('/api/v1/info/contact')).body).toEqual({
      name: expect.any(String),
      email: null,
      url: null,
    });
    const { body: hub } = await client.get('/api/v1');
    expect((await client.get('/api/v1/info/features')).body).toEqual(hub.features);
    const { body: profiles } = await client.get('/api/v1/info/profiles');
    expect(profiles).toEqual([
      expect.objectContaining({ id: 'default', hub: 'http://localhost:8083' }),
    ]);
  });
});

describe('an installation with a file of its own', () => {
  it('tells what stands in it, and takes the rest from its other settings', async () => {
    const file = hubFile(`
name: Ada’s workshop
contact: { name: Ada, email: ada@example.com, url: https://example.com }
legal: |
  Ada Lovelace
  London
signaling: [wss://signal.example.com]
features: { governance: true }
oauth_providers:
  google:
    name: Google
    client_id: public-id
    auth_url: https://accounts.google.com/o/oauth2/v2/auth
    token_url: https://oauth2.googleapis.com/token
    scopes: [openid]
`);
    const client = await start({
      HUB_CONFIG: file,
      LOOKUP_FIELDS: 'email',
      REGISTRATION: 'closed',
      MAX_USERS_PROTOTYPE: '3',
      APPS_PER_USER: '7',
    });
    const { body } = await client.get('/api/v1');
    expect(body).toMatchObject({
      name: 'Ada’s workshop',
      signaling: ['wss://signal.example.com'],
      features: { governance: true, ai_act: false, registration: false },
      lookup: { email: true, name: false },
      max_users_prototype: 3,
      tiers: { FREE: { max_non_visible_projects: 7 } },
      oauth_providers: {
        google: { client_id: 'public-id', pkce_required: true, requires_secret_proxy: false },
      },
    });
    expect((await client.get('/api/v1/info/legal')).body).toBe('Ada Lovelace\nLondon\n');
    expect((await client.get('/api/v1/info/contact')).body).toEqual({
      name: 'Ada',
      email: 'ada@example.com',
      url: 'https://example.com',
    });
    expect((await client.get('/api/v1/info/profiles')).body).toEqual([]);
  });

  it('says nothing of its keys and passwords', async () => {
    const client = await start({
      OAUTH_PROVIDERS: JSON.stringify({
        github: { type: 'github', client_id: 'id-of-ours', client_secret: 'hush-hush' },
      }),
    });
    const text = JSON.stringify((await client.get('/api/v1')).body);
    const { TOKEN_KEYS, SECRET_KEYS, DATABASE_URL } = surroundings.env;
    const key = JSON.parse(TOKEN_KEYS!).keys[0].d as string;
    for (const secret of ['hush-hush', key, SECRET_KEYS!, DATABASE_URL!])
      expect(text).not.toContain(secret);
  });
});

describe('features', () => {
  it.each([true, false])('that say %s do what they say', async (on) => {
    const client = await start({
      HUB_OVERRIDES: JSON.stringify({
        features: { unauthorized_read: on, governance: on, ai_act: on },
      }),
      REGISTRATION: on ? 'open' : 'closed',
    });
    const { body: features } = await client.get('/api/v1/info/features');
    expect(features).toMatchObject({
      unauthorized_read: on,
      governance: on,
      ai_act: on,
      registration: on,
    });
    expect((await client.get('/api/v1')).body.features).toEqual(features);
    const looks = ['/api/v1/store', '/api/v1/apps/search'];
    for (const path of looks)
      expect([path, (await client.get(path)).status]).toEqual([path, on ? 200 : 401]);
    expect((await client.get('/api/v1/store/nothing')).status).toBe(on ? 404 : 401);
    const account = { email: `hub-${on}@example.com`, password: 'a long enough pass-phrase' };
    expect((await client.post('/api/v1/auth/register', account)).status).toBe(on ? 201 : 403);
  });

  it('that the server does not have can not be switched on', async () => {
    const features = { premium: true, model_hosting: true, registration: false };
    await expect(start({ HUB_OVERRIDES: JSON.stringify({ features }) })).rejects.toThrow(
      /features\.premium is no field of this file[^]*features\.model_hosting[^]*features\.registration/,
    );
  });
});
