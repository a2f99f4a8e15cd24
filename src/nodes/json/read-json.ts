import { NodeError, parseValue, type Value } from '../../engine/index.js';

/** Reads a JSON text; `fault` is how the sentence about one that is none begins. Throws NodeError. */
export function readJson(text: string, fault: string): Value {
  try {
    return parseValue(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new NodeError(`${fault}: ${thrown.message}`);
    throw thrown;
  }
}
