// `npm start`: the whole product on this machine with one command. Builds when needed, brings up
// Postgres and Redis (unless DATABASE_URL and REDIS_URL name some), migrates, fills in the demo app,
// runs an API and a worker process, and ends with them all.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { superviseApp } from './launcher/supervised-app.mjs';
import { onStopRequest } from './launcher/stop-requests.mjs';
import { describeEnd, startChild, stopAllChildren } from './local-servers/child-process.mjs';
import { freePort, whyPortIsUnusable } from './local-servers/free-port.mjs';
import { lock } from './local-servers/pid-file.mjs';
import { ensureDatabase, startPostgres } from './local-servers/postgres.mjs';
import { startRedis } from './local-servers/redis.mjs';
import { keptKey, newSecretKey, newTokenKeys } from './keys.mjs';

const root = path.resolve(import.meta.dirname, '..');
const home = path.resolve(process.env.FLOW_LIKE_HOME ?? path.join(root, '.local'));
const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 8083);

/** What runs so far, by name, so that a stop in the middle of a start finds it. */
const running = {};
let ending = false;

async function start() {
  claimFolder();
  await checkPort();
  const [databaseUrl, redisUrl] = await Promise.all([
    provideDatabase(),
    provideRedis(),
    buildBeside(),
  ]);
  await prepare(databaseUrl);
  const env = {
    JOBS_AUTH: 'off', // on this machine the first job needs no account
    PUBLIC_URL: `http://localhost:${port}`,
    TOKEN_KEYS: keptKey(path.join(home, 'token-keys.json'), newTokenKeys),
    SECRET_KEYS: keptKey(path.join(home, 'secret-keys.txt'), newSecretKey),
    ...process.env,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
  };
  await fillStore(env);
  const metrics = await metricsPorts();
  const api = { ...env, METRICS_PORT: String(metrics.api) };
  running.api = superviseApp({ role: 'api', port, host, env: api, giveUp: fail });
  running.worker = superviseApp({
    role: 'worker',
    port: await freePort(),
    host: '127.0.0.1',
    env: { ...env, METRICS_PORT: String(metrics.worker) },
    giveUp: fail,
  });
  await Promise.all([running.api.ready(), running.worker.ready()]);
  welcome(metrics);
}

function claimFolder() {
  mkdirSync(home, { recursive: true });
  const holder = lock(path.join(home, 'start.pid'));
  if (holder === undefined) return;
  throw new Error(
    `Another start (process ${holder}) already uses ${home}. End that one first, ` +
      'or run this one beside it with FLOW_LIKE_HOME=<another folder> and PORT=<another port>.',
  );
}

/** In a process of its own: the compiler blocks for seconds, while connections wait to be answered. */
async function buildBeside() {
  const child = startChild(process.execPath, [path.join(root, 'scripts', 'build.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
  const end = await child.exited;
  if (end.code !== 0) throw new Error(`The build ended with ${describeEnd(end)}.`);
}

async function checkPort() {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT=${process.env.PORT} is not a port number.`);
  const obstacle = await whyPortIsUnusable(port, host);
  if (obstacle === 'EADDRINUSE')
    throw new Error(`Port ${port} is in use. Choose another one: PORT=${port + 1} npm start`);
  if (obstacle)
    throw new Error(`Cannot listen on ${host}:${port} (${obstacle}): set PORT or HOST.`);
}

async function provideDatabase() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  running.postgres = await startPostgres({ directory: path.join(home, 'postgres') });
  failWhenItEnds('Postgres', running.postgres);
  await ensureDatabase(running.postgres, 'flow_like');
  return running.postgres.url('flow_like');
}

async function provideRedis() {
  if (process.env.REDIS_URL) return process.env.REDIS_URL;
  running.redis = await startRedis({
    directory: path.join(home, 'redis-data'),
    args: ['--appendonly', 'yes', '--save', ''],
  });
  failWhenItEnds('Redis', running.redis);
  return running.redis.url;
}

/** In this process: a process of its own would load the same modules once more. */
async function prepare(databaseUrl) {
  const [{ migrate }, { seedDemo }] = await Promise.all([
    import('../dist/database/migrate.js'),
    import('../dist/demo/seed.js'),
  ]);
  try {
    await migrate(databaseUrl);
    await seedDemo(databaseUrl);
  } catch (error) {
    // A refused connection is an AggregateError, and that has no message of its own.
    const reason = error.message || error.errors?.[0]?.message || error;
    throw new Error(`The database cannot be prepared: ${reason}`, { cause: error });
  }
}

/** Once; later starts only look whether it was done. Servers in production have a store of their own. */
async function fillStore(env) {
  if (env.NODE_ENV === 'production') return;
  const { seedStore } = await import('../dist/demo/seed-store.js');
  await seedStore(env);
}

function failWhenItEnds(name, { exited, logFile }) {
  void exited.then((end) => fail(`${name} ended with ${describeEnd(end)}. Its log: ${logFile}`));
}

/** The usual ports where nobody else has them. */
async function metricsPorts() {
  const usual = Number(process.env.METRICS_PORT ?? 9090);
  if (usual === 0) return { api: 0, worker: 0 };
  const unlessTaken = async (wanted) =>
    (await whyPortIsUnusable(wanted, '127.0.0.1')) ? freePort() : wanted;
  return { api: await unlessTaken(usual), worker: await unlessTaken(usual + 1) };
}

function welcome(metrics) {
  const url = `http://localhost:${port}`;
  const { api, worker, redis, postgres } = running;
  const pids = [`api ${api.pid()}`, `worker ${worker.pid()}`];
  if (redis) pids.push(`Redis ${redis.process.pid}`);
  if (postgres) pids.push(`Postgres ${postgres.process.pid}`);
  console.log(`
Flow-Like API is ready after ${(performance.now() / 1000).toFixed(1)} s. Ctrl-C ends it.

  API         ${url}
  Swagger UI  ${url}/swagger-ui
  Data        ${home}
  Metrics     ${metrics.api ? `http://localhost:${metrics.api}/metrics, of the worker ${metrics.worker}` : 'off'}
  Processes   ${pids.join(', ')}

curl -X POST ${url}/jobs/submit -H 'Content-Type: application/json' -d '{"app_id":"myapp","board_id":"myboard"}'
`);
}

async function fail(message) {
  if (ending) return;
  console.error(`\n${message}`);
  await end(1);
}

async function end(exitCode) {
  if (ending) return;
  ending = true;
  await Promise.all([running.api?.stop(), running.worker?.stop()]);
  await running.redis?.stop();
  await running.postgres?.stop();
  await stopAllChildren(); // what a stop in the middle of a start finds half-started
  process.exit(exitCode);
}

async function endAtOnce() {
  await stopAllChildren(0);
  process.exit(1);
}

// A closed terminal must not keep the launcher from ending its children.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
onStopRequest(
  () => void end(0),
  () => void endAtOnce(),
);
start().catch((error) => fail(error.message));
