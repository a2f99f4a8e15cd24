// Child processes that do not outlive this one, whichever way it ends.
import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

// Of util-linux. Without it, or off Linux, a `kill -9` of this process leaves its children behind.
const SETPRIV = 'setpriv';

const running = new Map();
let ending = false;

// Covers process.exit() and a crash. `setpriv --pdeathsig` covers `kill -9`, which runs no code here.
process.on('exit', () => {
  for (const [child, signal] of running) child.process.kill(signal);
});

/**
 * Starts a command in a process group of its own: Ctrl-C in a terminal goes to the whole foreground
 * group, and would otherwise end the children in any order, behind the back of who started them.
 * `deathSignal` is what the child gets when this process is gone; `privileges` are setpriv options.
 */
export function startChild(command, args, options = {}) {
  const { deathSignal = 'SIGTERM', privileges = [], ...spawnOptions } = options;
  if (ending) throw new Error('not started, because everything is being ended');
  const wishes = [
    ...privileges,
    ...(canTieToParent() ? ['--pdeathsig', deathSignal.slice(3)] : []),
  ];
  const [file, ...rest] = wishes.length > 0 ? [SETPRIV, ...wishes, '--', command] : [command];
  const child = {
    process: spawn(file, [...rest, ...args], {
      detached: process.platform !== 'win32',
      windowsHide: true,
      ...spawnOptions,
    }),
  };
  child.exited = new Promise((resolve) => {
    child.process.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.process.once('close', (code, signal) => resolve({ code, signal }));
  });
  running.set(child, deathSignal);
  void child.exited.then(() => running.delete(child));
  return child;
}

/** Asks the child to end, insists after `graceMs`, and returns once it is gone. */
export async function stopChild(child, signal = 'SIGTERM', graceMs = 10_000) {
  child.process.kill(signal);
  const insist = setTimeout(() => child.process.kill('SIGKILL'), graceMs);
  const result = await child.exited;
  clearTimeout(insist);
  return result;
}

/** Ends every child still there, also half-started ones that nobody holds yet; allows no new ones. */
export async function stopAllChildren(graceMs = 10_000) {
  ending = true;
  await Promise.all([...running].map(([child, signal]) => stopChild(child, signal, graceMs)));
}

/** Waits until `isReady` answers true; fails early when the child ends before that. */
export async function whenReady(child, isReady, withinMs = 60_000) {
  let end;
  void child.exited.then((result) => (end = result));
  const deadline = performance.now() + withinMs;
  while (!(await isReady().catch(() => false))) {
    if (end) throw new Error(`it ended with ${describeEnd(end)}`);
    if (performance.now() > deadline) throw new Error(`no answer within ${withinMs / 1000} s`);
    await sleep(25);
  }
}

export function describeEnd({ code, signal, error }) {
  return error?.message ?? signal ?? `exit code ${code}`;
}

let tieable;

/** Whether children can be made to end even when this process is killed. */
export function canTieToParent() {
  tieable ??=
    process.platform === 'linux' &&
    spawnSync(SETPRIV, ['--pdeathsig', 'TERM', '--', 'true']).status === 0;
  return tieable;
}
