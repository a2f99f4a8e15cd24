import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { APP_ROUTES } from '../setup/app-routes.js';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';

// Against the built server: the compiler adds types and comments of the DTOs to the document.

interface Media {
  schema?: object;
  example?: unknown;
  examples?: object;
}
interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
  security?: object[];
}
interface Document {
  openapi: string;
  security: object[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { properties: Record<string, object> }>;
    securitySchemes: object;
  };
}

describe('the documentation', () => {
  let surroundings: Surroundings;
  let api: RunningProcess;
  let document: Document;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    api = await startProcess('api', surroundings.env);
    document = (await (await fetch(`${api.url}/api-doc/openapi.json`)).json()) as Document;
  });
  afterAll(async () => {
    await api.stop();
    await surroundings.database.drop();
  });

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  it('is OpenAPI 3.1 and holds every route', () => {
    expect(document.openapi).toBe('3.1.0');
    const ofApps = Object.keys(APP_ROUTES).map((route) => route.replace('/', '/api/v1/apps/'));
    const routes = operations().map(({ method, path }) => `${method} ${path}`);
    expect(routes).toEqual(expect.arrayContaining(ofApps));
    expect(routes.filter((route) => !ofApps.includes(route)).toSorted()).toEqual([
      'delete /api/v1/media/temporary/{token}/{name}',
      'delete /api/v1/profile/{id}',
      'delete /api/v1/sink/trigger/http/{app_id}/{path}',
      'delete /api/v1/sink/{event_id}/secret',
      'delete /api/v1/sinks/{event_id}',
      'delete /api/v1/store/{app_id}/rating',
      'delete /api/v1/user',
      'delete /api/v1/user/identities/{id}',
      'delete /api/v1/user/invites/{id}',
      'delete /api/v1/user/notifications/{id}',
      'delete /api/v1/user/pat/{id}',
      'delete /api/v1/user/sessions/{id}',
      'get /.well-known/jwks.json',
      'get /api/v1',
      'get /api/v1/admin/publications',
      'get /api/v1/admin/publications/{app_id}/{version}',
      'get /api/v1/admin/users',
      'get /api/v1/apps',
      'get /api/v1/apps/nodes',
      'get /api/v1/apps/search',
      'get /api/v1/auth/discovery',
      'get /api/v1/auth/jwks',
      'get /api/v1/auth/openid',
      'get /api/v1/auth/userinfo',
      'get /api/v1/catalog',
      'get /api/v1/execution',
      'get /api/v1/execution/poll',
      'get /api/v1/execution/run/{run_id}',
      'get /api/v1/execution/{id}',
      'get /api/v1/execution/{id}/events',
      'get /api/v1/execution/{id}/logs',
      'get /api/v1/execution/{id}/nodes',
      'get /api/v1/health',
      'get /api/v1/health/db',
      'get /api/v1/info/contact',
      'get /api/v1/info/features',
      'get /api/v1/info/legal',
      'get /api/v1/info/privacy',
      'get /api/v1/info/profiles',
      'get /api/v1/info/terms',
      'get /api/v1/media/apps/{app_id}/{file}',
      'get /api/v1/media/avatars/{user}/{file}',
      'get /api/v1/media/files/{token}/{name}',
      'get /api/v1/media/temporary/{token}/{name}',
      'get /api/v1/oauth',
      'get /api/v1/oauth/{provider}',
      'get /api/v1/oauth/{provider}/callback',
      'get /api/v1/profile',
      'get /api/v1/profile/{id}',
      'get /api/v1/profile/{id}/bits',
      'get /api/v1/sink',
      'get /api/v1/sink/app/{app_id}',
      'get /api/v1/sink/trigger/http/{app_id}/{path}',
      'get /api/v1/sink/{event_id}',
      'get /api/v1/sinks',
      'get /api/v1/sinks/{event_id}/status',
      'get /api/v1/store',
      'get /api/v1/store/{app_id}/rating',
      'get /api/v1/store/{app_id}/ratings',
      'get /api/v1/store/{app_id}/versions',
      'get /api/v1/store/{id}',
      'get /api/v1/tmp',
      'get /api/v1/usage/embeddings',
      'get /api/v1/usage/executions',
      'get /api/v1/usage/llm',
      'get /api/v1/usage/summary',
      'get /api/v1/user',
      'get /api/v1/user/audit',
      'get /api/v1/user/identities',
      'get /api/v1/user/info',
      'get /api/v1/user/invites',
      'get /api/v1/user/lookup/{sub}',
      'get /api/v1/user/notifications',
      'get /api/v1/user/notifications/list',
      'get /api/v1/user/pat',
      'get /api/v1/user/search/{query}',
      'get /api/v1/user/sessions',
      'get /api/v1/user/templates',
      'get /api/v1/version',
      'get /health/live',
      'get /health/ready',
      'get /health/startup',
      'get /jobs',
      'get /jobs/{job_id}',
      'patch /api/v1/admin/users/{id}',
      'patch /api/v1/sink/trigger/http/{app_id}/{path}',
      'patch /api/v1/sink/{event_id}',
      'post /api/v1/admin/publications/{app_id}/{version}/approve',
      'post /api/v1/admin/publications/{app_id}/{version}/refuse',
      'post /api/v1/apps',
      'post /api/v1/auth/exchange',
      'post /api/v1/auth/login',
      'post /api/v1/auth/logout',
      'post /api/v1/auth/refresh',
      'post /api/v1/auth/register',
      'post /api/v1/auth/userinfo',
      'post /api/v1/bit',
      'post /api/v1/execution/run',
      'post /api/v1/execution/{id}/cancel',
      'post /api/v1/execution/{id}/rerun',
      'post /api/v1/interaction',
      'post /api/v1/interaction/{id}/respond',
      'post /api/v1/profile/bits/add',
      'post /api/v1/profile/bits/remove',
      'post /api/v1/profile/{id}',
      'post /api/v1/runs/{run_id}/cancel',
      'post /api/v1/sink/trigger/http/{app_id}/{path}',
      'post /api/v1/sink/{event_id}/secret',
      'post /api/v1/sink/{event_id}/toggle',
      'post /api/v1/store/{app_id}/install',
      'post /api/v1/user/invites/{id}',
      'post /api/v1/user/invites/{id}/accept',
      'post /api/v1/user/invites/{id}/reject',
      'post /api/v1/user/notifications/read-all',
      'post /api/v1/user/notifications/{id}',
      'post /jobs/submit',
      'post /jobs/{job_id}/cancel',
      'post /jobs/{job_id}/rerun',
      'post /jobs/{job_id}/retry',
      'put /api/v1/media/apps/{token}',
      'put /api/v1/media/avatars/{token}',
      'put /api/v1/media/files/{token}',
      'put /api/v1/media/temporary/{token}',
      'put /api/v1/sink/trigger/http/{app_id}/{path}',
      'put /api/v1/store/{app_id}/rating',
      'put /api/v1/user',
      'put /api/v1/user/info',
      'put /api/v1/user/pat',
    ]);
  });

  it('describes every operation, with an example for every body', () => {
    for (const { operation, method, path } of operations()) {
      const where = `${method} ${path}`;
      expect([where, operation.summary?.length]).toEqual([where, expect.any(Number)]);
      expect(operation.operationId).toBeDefined();
      expect(operation.tags).toHaveLength(1);
      const bodies = [operation.requestBody, ...Object.values(operation.responses)];
      const media = bodies.flatMap((body) => Object.values(body?.content ?? {}));
      const without = media.filter(({ example, examples }) => !example && !examples);
      expect([where, without]).toEqual([where, []]);
    }
  });

  it('tells which fields a submit takes and what bounds them', () => {
    const { properties } = document.components.schemas['SubmitJobDto']!;
    expect(Object.keys(properties).toSorted()).toEqual([
      'app_id',
      'board_id',
      'callback_url',
      'delay_ms',
      'event_id',
      'mode',
      'node_id',
      'payload',
      'priority',
      'record',
      'retries',
      'timeout_ms',
      'version',
    ]);
    expect(properties['app_id']).toMatchObject({ type: 'string', minLength: 1, maxLength: 200 });
    expect(properties['mode']).toMatchObject({ default: 'async' });
    expect(properties['timeout_ms']).toMatchObject({ minimum: 1, maximum: 86_400_000 });
  });

  it('has ways to authorize', () => {
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      openid: {
        type: 'oauth2',
        flows: {
          authorizationCode: { tokenUrl: expect.stringMatching(/\/api\/v1\/auth\/token$/) },
        },
      },
      'api-key': { type: 'apiKey', in: 'header', name: 'x-api-key' },
    });
  });

  it('says which routes take no credentials', () => {
    const securityOf = (path: string, method: string) => document.paths[path]![method]!.security;
    expect(document.security).toEqual([{ bearer: [] }, { openid: [] }, { 'api-key': [] }]);
    expect(securityOf('/api/v1/auth/login', 'post')).toEqual([]);
    expect(securityOf('/health/live', 'get')).toEqual([]);
    expect(securityOf('/api/v1/user', 'get')).toBeUndefined();
    expect(securityOf('/jobs/submit', 'post')).toContainEqual({});
  });

  it('is shown by Swagger UI, where /docs leads', async () => {
    const moved = await fetch(`${api.url}/docs`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([302, '/swagger-ui']);
    const page = await fetch(`${api.url}/swagger-ui`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    const scripts = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)];
    expect(scripts.length).toBeGreaterThan(2);
    for (const [, script] of scripts)
      expect((await fetch(new URL(script!, `${api.url}/`))).status).toBe(200);
  });

  it('is served as YAML too', async () => {
    expect((await fetch(`${api.url}/api-doc/openapi.yaml`)).status).toBe(200);
  });
});
