// One process of the product, started again when it ends without being asked to.
import path from 'node:path';
import { describeEnd, startChild, stopChild, whenReady } from '../local-servers/child-process.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const RESTART_DELAY_MS = 1_000;
const RESTARTS_PER_MINUTE = 5;

/** `giveUp` is told why when starting it again has stopped making sense. */
export function superviseApp({ role, port, host, env, giveUp }) {
  let child;
  let restartTimer;
  let supervising = false;
  let restarts = [];

  function launch() {
    child = startChild(process.execPath, [path.join('dist', 'main.js')], {
      deathSignal: 'SIGKILL', // its database is going as well, so there is nothing left to drain
      cwd: root,
      env: { ...env, ROLE: role, PORT: String(port), HOST: host },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    void child.exited.then(startAgain);
  }

  function startAgain(end) {
    if (!supervising) return;
    const was = `The ${role} (process ${child.process.pid}) ended with ${describeEnd(end)}`;
    restarts = restarts.filter((time) => time > Date.now() - 60_000);
    if (restarts.length === RESTARTS_PER_MINUTE)
      return giveUp(`${was}, after ${RESTARTS_PER_MINUTE} restarts within a minute.`);
    console.error(`${was}; starting it again.`);
    restarts.push(Date.now());
    restartTimer = setTimeout(launch, RESTART_DELAY_MS);
  }

  launch();
  return {
    pid: () => child.process.pid,
    /** A first start that fails is not repeated: it would fail the same way again. */
    async ready() {
      try {
        await whenReady(child, () => isReady(host, port));
        supervising = true;
      } catch (error) {
        throw new Error(`The ${role} did not get ready: ${error.message}.`, { cause: error });
      }
    },
    async stop() {
      supervising = false;
      clearTimeout(restartTimer);
      await stopChild(child);
    },
  };
}

async function isReady(host, port) {
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const authority = reachable.includes(':') ? `[${reachable}]` : reachable;
  const answer = await fetch(`http://${authority}:${port}/health/ready`, {
    signal: AbortSignal.timeout(5_000),
  });
  await answer.body?.cancel();
  return answer.status === 200;
}
