// `npm run bench`: starts the product as it is shipped on a Postgres and a Redis of its own, with their
// ordinary settings, and measures it beside bare Fastify, bare Bull and plain functions. With names, as in
// `npm run bench -- http runs`, only those parts.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { compileBench } from './compile-bench.mjs';
import { startChild, stopChild, whenReady } from './local-servers/child-process.mjs';
import { freePort } from './local-servers/free-port.mjs';
import { ensureDatabase, startPostgres } from './local-servers/postgres.mjs';
import { startRedis } from './local-servers/redis.mjs';
import { newSecretKey, newTokenKeys } from './keys.mjs';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, '.local', 'bench');
const stops = [];

try {
  await build();
  const load = compileBench();
  const [postgres, redis] = await Promise.all([
    startPostgres({ directory: path.join(folder, 'postgres') }),
    startRedis({ directory: path.join(folder, 'redis'), args: ['--appendonly', 'yes'] }),
  ]);
  stops.push(postgres.stop, redis.stop);
  await ensureDatabase(postgres, 'flow_like');
  const databaseUrl = postgres.url('flow_like');
  const { migrate } = await import('../dist/database/migrate.js');
  await migrate(databaseUrl);
  const { seedDemo } = await import('../dist/demo/seed.js');
  await seedDemo(databaseUrl);
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    TOKEN_KEYS: newTokenKeys(),
    SECRET_KEYS: newSecretKey(),
  };
  const api = await startRole('api', env);
  const worker = await startRole('worker', env);
  const { bench } = await load('main.js');
  const pids = {
    api: api.pid,
    worker: worker.pid,
    postgres: postgres.process.pid,
    redis: redis.process.pid,
  };
  const places = { apiUrl: api.url, databaseUrl, redisUrl: redis.url, pids };
  await bench(places, process.argv.slice(2));
} finally {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}

async function startRole(role, env) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startChild(process.execPath, ['dist/main.js', role], {
    cwd: root,
    env: {
      ...process.env,
      ...env,
      PORT: `${port}`,
      HOST: '127.0.0.1',
      JOBS_AUTH: 'off',
      LOG_LEVEL: 'error',
    },
    stdio: 'inherit',
  });
  stops.push(() => stopChild(child, 'SIGTERM'));
  await whenReady(child, async () => (await fetch(`${url}/health/ready`)).ok, 20_000);
  return { url, pid: child.process.pid };
}
