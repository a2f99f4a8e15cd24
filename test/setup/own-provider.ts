// The API as an OpenID provider, reached under its public URL.
import { freePort } from '../../scripts/local-servers/free-port.mjs';
import { ApiClient } from './api-client.js';
import { createSurroundings, startApp } from './app.js';
import type { TestDatabase } from './database.js';
import { OpenIdClient } from './openid.js';

export const BOSS = 'boss@example.com';

export interface RunningProvider {
  readonly url: string;
  readonly database: TestDatabase;
  readonly api: ApiClient;
  /** An administrator. */
  readonly boss: ApiClient;
  readonly openId: OpenIdClient;
  close(): Promise<void>;
}

export async function startProvider(): Promise<RunningProvider> {
  const { env, database } = await createSurroundings();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = { PORT: String(port), PUBLIC_URL: url, FIRST_ADMIN_EMAIL: BOSS };
  const server = await startApp('api', { ...env, ...settings });
  const api = new ApiClient(url);
  return {
    url,
    database,
    api,
    boss: api.as((await api.register(BOSS)).access_token),
    openId: await OpenIdClient.discover(url),
    async close() {
      await server.close();
      await database.drop();
    },
  };
}
