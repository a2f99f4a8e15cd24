import { readVariables } from './board.js';
import type { Value } from './value.js';

/**
 * The values of variables in the ecosystem's JSON, by their ids, as `RunOptions.variables` takes them. One
 * without a value that can be read is left out. Throws BoardError.
 */
export function readVariableValues(variables: unknown): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const { id, defaultValue } of readVariables(variables))
    if (defaultValue !== undefined) values.set(id, defaultValue);
  return values;
}
