// A real Redis of our own on 127.0.0.1, with its files in one directory.
import { closeSync, mkdirSync, openSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { startChild, stopChild, whenReady } from './child-process.mjs';
import { freePort } from './free-port.mjs';
import { refuseWhileAlive, writePidFile } from './pid-file.mjs';
import { redisBinary } from './redis-binary.mjs';

/** `args` are further options of redis-server, such as `['--appendonly', 'yes']`. */
export async function startRedis({ directory, port, args = [] }) {
  const logFile = `${directory}.log`;
  const pidFile = path.join(directory, 'redis.pid');
  mkdirSync(directory, { recursive: true });
  // Two servers on one append-only file would ruin it, and Redis itself does not look.
  await refuseWhileAlive(pidFile, `The Redis data directory ${directory}`);

  const { command, env, version } = await redisBinary();
  port ??= await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1'];
  const child = launch(command, [...options, '--maxmemory-policy', 'noeviction', ...args], {
    directory,
    env,
    logFile,
  });
  if (child.process.pid) writePidFile(pidFile, child.process.pid);
  try {
    await whenReady(child, () => answersAs(child.process.pid, port));
  } catch (error) {
    await stopChild(child, 'SIGTERM', 5_000);
    throw new Error(`Redis did not start: ${error.message}. Its log: ${logFile}`);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    version,
    logFile,
    process: child.process,
    exited: child.exited,
    stop: () => stopChild(child, 'SIGTERM'),
  };
}

function launch(command, args, { directory, env, logFile }) {
  const log = openSync(logFile, 'a');
  try {
    return startChild(command, args, {
      cwd: directory,
      env: { ...process.env, ...env, LC_ALL: 'C' }, // it exits on a locale that is not installed
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** True when the server on `port` is the process we started and it has loaded its data. */
async function answersAs(pid, port) {
  const info = await ask(port, 'INFO');
  return info.includes(`process_id:${pid}\r\n`) && info.includes('loading:0\r\n');
}

function ask(port, command) {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`${command}\r\nQUIT\r\n`));
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (data) => (answer += data));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
