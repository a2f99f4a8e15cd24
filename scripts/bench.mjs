// `npm run bench`: starts the product as it is shipped on a Postgres and a Redis of its own, with their
// ordinary settings, and measures it beside bare Fastify, bare Bull and plain functions. With names, as in
// `npm run bench -- http runs`, only those parts.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
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
  compileBench();
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
  const apiUrl = await startRole('api', env);
  await startRole('worker', env);
  const { bench } = await import(path.join(folder, 'build', 'bench', 'main.js'));
  await bench({ apiUrl, databaseUrl, redisUrl: redis.url }, process.argv.slice(2));
} finally {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}

function compileBench() {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.bench.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  cpSync(path.join(root, 'package.json'), path.join(folder, 'build', 'package.json'));
  // The compiled bench starts its servers with the same scripts as everybody.
  const from = path.join(root, 'scripts', 'local-servers');
  cpSync(from, path.join(folder, 'build', 'scripts', 'local-servers'), { recursive: true });
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
  return url;
}
