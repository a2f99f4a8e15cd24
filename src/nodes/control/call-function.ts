import {
  type Activation,
  type CompiledNode,
  NodeError,
  type Outcome,
  subRun,
} from '../../engine/index.js';

/**
 * Runs an event node, whose outputs have been set, and all that follows it. Throws NodeError when that
 * fails; the node that calls answers for the failure from then on.
 */
export function callFunction(at: Activation, event: CompiledNode): void | Promise<void> {
  const end = (failure: Outcome) => {
    if (failure === null) return;
    const text = `Failed to execute function ${event.title}: ${failure.message}`;
    at.error(text);
    throw new NodeError(text, { cause: failure });
  };
  const outcome = subRun(at, event, { delegated: true });
  return outcome instanceof Promise ? outcome.then(end) : end(outcome);
}
