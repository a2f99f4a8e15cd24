// Finds a Redis server that really runs here, or says which one thing to install.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { downloadRedis } from './redis-download.mjs';

const downloaded = path.resolve(import.meta.dirname, '../../.local/redis');
const NAMES = ['redis-server', 'valkey-server'];
const USUAL_FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** `{ command, env, version }` of the first that works. */
export async function redisBinary() {
  const named = process.env.REDIS_SERVER_BIN;
  if (named)
    return tryOut(named) ?? fail(`REDIS_SERVER_BIN=${named} is not a Redis that runs here.`);
  return installedRedis() ?? downloadedRedis() ?? (await fetchedRedis());
}

function installedRedis() {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...USUAL_FOLDERS];
  for (const folder of new Set(folders.filter(Boolean)))
    for (const name of NAMES) {
      const found = tryOut(path.join(folder, name));
      if (found) return found;
    }
}

function downloadedRedis() {
  return tryOut(path.join(downloaded, 'redis-server'), {
    LD_LIBRARY_PATH: libraryFolders().join(path.delimiter),
  });
}

function libraryFolders() {
  return ['usr/lib', 'lib']
    .map((folder) => path.join(downloaded, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((triplet) => path.join(folder, triplet)));
}

async function fetchedRedis() {
  let reason;
  if (existsSync('/usr/bin/apt-get')) {
    try {
      await downloadRedis(downloaded);
      reason = 'the downloaded one does not run here';
    } catch (error) {
      reason = `downloading it failed: ${error.message.trim()}`;
    }
  }
  return downloadedRedis() ?? fail(howToInstall(reason));
}

function tryOut(command, env = {}) {
  if (!existsSync(command)) return undefined;
  const trial = spawnSync(command, ['--version'], {
    encoding: 'utf8',
    timeout: 5_000,
    env: { ...process.env, ...env },
  });
  const version = /v=(\d+\.\d+\.\d+)/.exec(trial.stdout ?? '')?.[1];
  return trial.status === 0 && version ? { command, env, version } : undefined;
}

function howToInstall(reason) {
  if (process.platform === 'win32')
    return 'Redis does not run on Windows itself. Run this under WSL 2, or set REDIS_URL.';
  const missing = `Redis is not installed${reason ? ` (${reason})` : ''}.`;
  return `${missing} Run: ${installCommand()}   (or set REDIS_URL to a Redis you run)`;
}

function installCommand() {
  if (process.platform === 'darwin') return 'brew install redis';
  const commands = {
    'apt-get': 'sudo apt-get install redis-server',
    dnf: 'sudo dnf install redis',
    apk: 'sudo apk add redis',
    pacman: 'sudo pacman -S redis',
    zypper: 'sudo zypper install redis',
  };
  const present = Object.keys(commands).find((manager) =>
    ['/usr/bin', '/sbin', '/usr/sbin'].some((folder) => existsSync(path.join(folder, manager))),
  );
  return commands[present] ?? "your system's command to install redis";
}

function fail(message) {
  throw new Error(message);
}
