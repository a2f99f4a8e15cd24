import { type Activation, type Input, NodeError } from '../engine/index.js';

/** What an input holds that a node can do without; undefined when there is nothing, or nothing of use. */
export function readIfAny<T>(at: Activation, input: Input<T>): T | undefined {
  try {
    return input.read(at);
  } catch (thrown) {
    if (thrown instanceof NodeError) return undefined;
    throw thrown;
  }
}
