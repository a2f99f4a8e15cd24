import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newSecretKey, newTokenKeys } from '../../scripts/keys.mjs';
import { createApi } from '../../src/api.js';
import { Lifecycle } from '../../src/common/lifecycle.js';
import { readConfig } from '../../src/config/config.js';
import { createWorker } from '../../src/worker.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { testRedis } from './redis.js';

export interface Surroundings {
  readonly database: TestDatabase;
  /** What a process of the product needs to know of them. */
  readonly env: Record<string, string>;
}

/** A database and a key prefix of the caller's own. */
export async function createSurroundings(): Promise<Surroundings> {
  const database = await createTestDatabase();
  const redis = testRedis();
  return {
    database,
    env: {
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '5',
      REQUESTS_AT_ONCE: '1000', // tests send many at once, to a process that has little time
      REDIS_URL: redis.url,
      QUEUE_PREFIX: redis.prefix,
      JOBS_AUTH: 'off',
      PUBLIC_URL: 'http://localhost:8083', // whatever port each process gets
      TOKEN_KEYS: newTokenKeys(),
      SECRET_KEYS: newSecretKey(),
      LOG_LEVEL: 'fatal',
      NODE_TIMES_EVERY: '0', // which run is chosen would be up to chance
      HOST: '127.0.0.1',
      PORT: '0',
    },
  };
}

export interface RunningApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  close(): Promise<void>;
}

/** The api or the worker inside the test's process, listening on PORT; 0 = a free one. */
export async function startApp(
  role: 'api' | 'worker',
  env: Record<string, string>,
): Promise<RunningApp> {
  const config = readConfig(env, role);
  const app = await (role === 'api' ? createApi(config) : createWorker(config));
  await app.listen(config.http.port, '127.0.0.1');
  app.get(Lifecycle).phase = 'started';
  return { app, url: await app.getUrl(), close: () => app.close() };
}
