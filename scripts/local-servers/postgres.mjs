// A real Postgres of our own on 127.0.0.1, in one data directory.
import { chownSync, existsSync, mkdirSync, openSync, closeSync, readFileSync } from 'node:fs';
import { realpathSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { describeEnd, startChild, stopChild, whenReady } from './child-process.mjs';
import { freePort } from './free-port.mjs';
import { readPidFile, refuseWhileAlive, writePidFile } from './pid-file.mjs';
import { postgresAccount } from './postgres-account.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';

const SUPERUSER = 'postgres';

/** `settings` are server settings such as `{ fsync: 'off' }`. */
export async function startPostgres({ directory, port, settings = {} }) {
  const logFile = `${directory}.log`;
  const pidFile = `${directory}.pid`;
  mkdirSync(path.dirname(directory), { recursive: true });
  await refuseWhileAlive(pidFile, `The Postgres data directory ${directory}`);

  const binaries = await postgresBinaries();
  const account = postgresAccount(directory, binaries.postgres);
  if (!existsSync(path.join(directory, 'PG_VERSION')))
    await initialise(directory, binaries.initdb, account, logFile);
  forgetReusedPid(directory, pidFile);

  port ??= await freePort();
  const child = launch(binaries.postgres, serverArguments(directory, port, settings), {
    account,
    logFile,
  });
  if (child.process.pid) writePidFile(pidFile, child.process.pid);
  const url = (database) => `postgres://${SUPERUSER}@127.0.0.1:${port}/${database}`;
  try {
    await whenReady(child, () => servesDirectory(url('postgres'), directory));
  } catch (error) {
    await stopChild(child, 'SIGINT', 5_000);
    throw new Error(`Postgres did not start: ${error.message}. Its log: ${logFile}`);
  }
  return {
    url,
    port,
    logFile,
    process: child.process,
    exited: child.exited,
    stop: () => stopChild(child, 'SIGINT'), // "fast shutdown": does not wait for clients to leave
  };
}

/** Creates the database unless it is there. */
export async function ensureDatabase(postgres, name) {
  await query(postgres.url('postgres'), async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

/** Built beside its place and moved there when whole: a killed initdb must not look like a database. */
async function initialise(directory, initdb, account, logFile) {
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (account.owner) chownSync(draft, account.owner.uid, account.owner.gid);
  // The built-in locale is the same on every platform; the system's C.UTF-8 is not known to macOS.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const options = ['-U', SUPERUSER, '--auth=trust', '-E', 'UTF8', '--no-sync', ...locale];
  const end = await launch(initdb, ['-D', draft, ...options], { account, logFile }).exited;
  if (end.code !== 0)
    throw new Error(`initdb failed with ${describeEnd(end)}. Its log: ${logFile}`);
  renameSync(draft, directory);
}

function launch(binary, args, { account, logFile }) {
  const log = openSync(logFile, 'a');
  try {
    return startChild(binary, args, {
      ...account.spawn,
      deathSignal: 'SIGINT',
      cwd: '/', // it may not be allowed into ours
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

function serverArguments(directory, port, settings) {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '', // a socket path has to be short, a project path need not be
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', directory, '-p', String(port), ...flags];
}

/**
 * Postgres sorts out a stale postmaster.pid by itself, unless its number now belongs to another
 * process of the same user. Only when our own record proves that is the file taken away.
 */
function forgetReusedPid(directory, pidFile) {
  const theirs = path.join(directory, 'postmaster.pid');
  if (!existsSync(theirs)) return;
  const pid = Number(readFileSync(theirs, 'utf8').split('\n')[0]);
  const recorded = readPidFile(pidFile);
  if (recorded && recorded.pid === pid && !recorded.alive) rmSync(theirs);
}

/** Answers only for our own server, should another one have taken the port meanwhile. */
async function servesDirectory(url, directory) {
  return query(url, async (client) => {
    const { rows } = await client.query('show data_directory');
    return realpathSync(rows[0].data_directory) === realpathSync(directory);
  });
}

async function query(connectionString, work) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 15_000 });
  client.on('error', () => {}); // a connection that breaks shows up in the query as well
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
