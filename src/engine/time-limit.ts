import { NodeError } from './errors.js';
import type { NodeBody } from './node-type.js';
import { Scope } from './scope.js';

/**
 * A body that may take so many milliseconds at each activation. One that takes longer is told to end by
 * its signal, and its node fails at once, whether it obeys or not.
 */
export function withTimeLimit(body: NodeBody, ms: number): NodeBody {
  return (at) => {
    const scope = new Scope(at.signal);
    const timeUp = () => {
      throw new NodeError(`It took longer than its time limit of ${ms} ms`);
    };
    let waiting: void | Promise<void> = undefined;
    try {
      waiting = body(at.within(scope.signal));
    } finally {
      if (waiting === undefined) scope.end();
    }
    if (waiting === undefined) return undefined;
    const late = at.host.clock.sleep(ms, scope.signal).then(timeUp);
    return Promise.race([waiting, late]).finally(() => scope.end());
  };
}
