// Debian's own Redis, unpacked into the project: needs no root and changes nothing outside.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describeEnd, startChild } from './child-process.mjs';

// In Debian the server is one binary under several names, and it lies in the tools package under
// this one. The first argument decides what it acts as, so a symlink turns it into the server.
const PACKAGES = [
  { name: 'redis-tools', binary: 'usr/bin/redis-check-rdb' },
  { name: 'valkey-tools', binary: 'usr/bin/valkey-check-rdb' },
];

/** Leaves `redis-server` and the libraries it needs in `folder`. */
export async function downloadRedis(folder) {
  console.error('Fetching Redis from the Debian packages, once …');
  rmSync(folder, { recursive: true, force: true }); // one that does not run, or we would not be here
  const draft = `${folder}.${process.pid}`; // two starts at once must not mix their files
  try {
    await unpackInto(draft);
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function unpackInto(draft) {
  const apt = path.join(draft, 'apt');
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(path.join(apt, part), { recursive: true });
  await aptGet(apt, ['update']);
  const { binary } = await firstAvailable(apt);
  const archives = path.join(apt, 'cache', 'archives');
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb')))
    await run('dpkg-deb', ['-x', path.join(archives, file), draft]);
  if (!existsSync(path.join(draft, binary))) throw new Error('the package holds no server');
  symlinkSync(binary, path.join(draft, 'redis-server'));
  rmSync(apt, { recursive: true, force: true }); // the package lists alone are over 100 MB
}

async function firstAvailable(apt) {
  let reason;
  for (const candidate of PACKAGES) {
    try {
      await fetchWithDependencies(apt, candidate.name);
      return candidate;
    } catch (error) {
      reason ??= error;
    }
  }
  throw reason;
}

/** Only what this system lacks comes along; nothing is installed. */
async function fetchWithDependencies(apt, name) {
  await aptGet(apt, ['install', '--yes', '--download-only', '--no-install-recommends', name]);
}

/** apt with lists and cache of its own, so that it neither needs nor touches the system's. */
async function aptGet(apt, args) {
  const settings = {
    'Dir::State::lists': path.join(apt, 'lists'),
    'Dir::Cache': path.join(apt, 'cache'),
    'APT::Sandbox::User': '',
    'Debug::NoLocking': '1',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  await run('apt-get', ['-q', ...options, ...args]);
}

async function run(command, args) {
  const child = startChild(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.process.stderr.on('data', (text) => (complaints += text));
  const takingTooLong = setTimeout(() => child.process.kill(), 120_000);
  const end = await child.exited;
  clearTimeout(takingTooLong);
  if (end.code === 0) return;
  const lastLine = complaints.trim().split('\n').at(-1);
  throw new Error(`${command} ended with ${describeEnd(end)}${lastLine && `: ${lastLine}`}`);
}
