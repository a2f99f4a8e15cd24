import { RE2JS, RE2JSException } from 're2js';
import { NodeError } from '../../engine/index.js';

/** Longer ones are machines, not patterns. */
const MAX_LENGTH = 10_000;
/** Steps of the matcher per character of the text, at most. */
const MAX_SIZE = 20_000;

/**
 * Compiles a regular expression of a board: syntax of RE2, which needs time in proportion to the text whatever the
 * pattern, so without look-around and references back. Throws NodeError for what is none or is too large.
 */
export function compilePattern(source: string): RE2JS {
  if (source.length > MAX_LENGTH)
    throw new NodeError(`The pattern is longer than ${MAX_LENGTH} characters`);
  const pattern = compile(source);
  if (pattern.programSize() > MAX_SIZE) throw new NodeError('The pattern is too large');
  return pattern;
}

function compile(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (thrown) {
    if (thrown instanceof RE2JSException)
      throw new NodeError(`'${source}' is no regular expression: ${thrown.message}`);
    throw thrown;
  }
}
