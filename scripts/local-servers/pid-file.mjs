// Pid files that tell a process from a later one that happens to get the same number, which is the
// rule rather than the exception when a container restarts.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The process that a pid file names and whether it still runs, or undefined without such a file. */
export function readPidFile(file) {
  const [pid, birth] = readIfThere(file).split(' ');
  return pid
    ? { pid: Number(pid), alive: isAlive(Number(pid)) && birthOf(pid) === birth }
    : undefined;
}

export function writePidFile(file, pid, flag = 'w') {
  writeFileSync(file, `${pid} ${birthOf(pid)}`, { flag });
}

/** Takes the lock for this process, or returns the pid of the live process that holds it. */
export function lock(file) {
  const holder = readPidFile(file);
  if (holder?.alive && holder.pid !== process.pid) return holder.pid;
  rmSync(file, { force: true });
  try {
    writePidFile(file, process.pid, 'wx');
  } catch {
    return readPidFile(file)?.pid ?? 0; // another start was faster by a hair
  }
  process.on('exit', () => rmSync(file, { force: true }));
}

/** Gives a server that lost its launcher the time to end; throws when it stays. */
export async function refuseWhileAlive(file, what, withinMs = 10_000) {
  for (const deadline = performance.now() + withinMs; ; await sleep(50)) {
    const owner = readPidFile(file);
    if (!owner?.alive) return;
    if (performance.now() > deadline)
      throw new Error(`${what} is still in use by process ${owner.pid} of an earlier start.`);
  }
}

/** Whether the process runs; one that has ended but was not waited for yet does not. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return procStat(pid)[0] !== 'Z';
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Start time in ticks since boot; empty where there is no /proc, and then the number has to do. */
const birthOf = (pid) => procStat(pid)[19] ?? '';

/** The fields of /proc/<pid>/stat from the state on; the name before them may hold any character. */
const procStat = (pid) => readIfThere(`/proc/${pid}/stat`).split(') ').at(-1).split(' ');

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
