import { type Activation, defineNode, pin, RunStopped, Scope } from '../../engine/index.js';
import { runTargets } from './loop-body.js';

/** How long a branch that was told to end may take over it. */
const GRACE_MS = 50;

export const timeout = defineNode({
  name: 'control_timeout',
  title: 'Timeout',
  doc: 'Runs a branch and ends it when it takes too long.',
  category: 'Control',
  longRunning: true,
  inputs: {
    exec_in: pin.exec('Execute', 'Starts the branch and the clock.'),
    timeout_ms: pin.float('Timeout (ms)', 'How long the branch may take, in milliseconds.', {
      default: pin.wholeFloat(5000),
    }),
  },
  outputs: {
    exec_body: pin.exec('Execute', 'The branch.'),
    exec_completed: pin.exec('Completed', 'Goes on here when the branch ended in time.'),
    exec_timed_out: pin.exec('Timed Out', 'Goes on here when it did not.'),
  },
  bind: ({ inputs: { timeout_ms }, outputs: { exec_body, exec_completed, exec_timed_out } }) => {
    return async (at) => {
      exec_completed.off(at);
      exec_timed_out.off(at);
      const limit = Math.max(0, Math.trunc(timeout_ms.read(at)) || 0);
      const { clock } = at.host;
      const deadline = clock.now() + limit;
      // As in the ecosystem, the last target goes first.
      const targets = exec_body.targets.toReversed();
      const scope = new Scope(at.signal);
      try {
        const body = runTargets(at, targets, '', { signal: scope.signal });
        if (body === true || (await endsInTime(at, body, scope, deadline - clock.now())))
          return exec_completed.on(at);
        at.warn(`Execution timed out after ${limit} ms`);
        exec_timed_out.on(at);
      } finally {
        scope.end();
      }
    };
  },
});

/** Waits for the body, at most `ms`; then stops it and goes on without it if it does not obey. */
async function endsInTime(
  at: Activation,
  body: Promise<true>,
  scope: Scope,
  ms: number,
): Promise<boolean> {
  const { clock } = at.host;
  const timeUp = new RunStopped('timeout', 'The branch took too long');
  const ended = body.catch((thrown: unknown) => {
    if (thrown !== timeUp) throw thrown;
  });
  const bell = clock.sleep(Math.max(0, ms), scope.signal);
  if (await Promise.race([ended.then(() => true), bell.then(() => false)])) return true;
  scope.stop(timeUp);
  const grace = new Scope(at.signal);
  try {
    await Promise.race([ended, clock.sleep(GRACE_MS, grace.signal)]);
    return false;
  } finally {
    grace.end();
  }
}
