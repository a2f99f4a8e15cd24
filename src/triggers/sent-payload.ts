import { isUtf8 } from 'node:buffer';
import { scan } from 'secure-json-parse';
import { InvalidError } from '../common/errors.js';
import { parseValue, type Value } from '../engine/index.js';

/** Names of members that could change what an object is; they may be written with escapes. */
const SUSPICIOUS = /__proto__|constructor|\\u00/i;

/**
 * What a request hands to a run: its body as JSON, else as text, else (bytes that are no UTF-8) as base64; its
 * query when it has no body and is one that only asks. Nothing is null. Throws InvalidError.
 */
export function sentPayload(method: string, body: Buffer | undefined, query: string): Value {
  if (body === undefined) return method === 'GET' ? queryOf(query) : null;
  if (!isUtf8(body)) return body.toString('base64');
  const text = body.toString();
  if (text.trim() === '') return null;
  const value = jsonOf(text);
  if (value === undefined) return text;
  return value;
}

function jsonOf(text: string): Value | undefined {
  try {
    if (SUSPICIOUS.test(text)) refuseHarmful(JSON.parse(text));
    return parseValue(text);
  } catch (error) {
    if (error instanceof InvalidError) throw error;
    return undefined;
  }
}

function refuseHarmful(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  try {
    scan(value, { protoAction: 'error', constructorAction: 'error' });
  } catch (error) {
    throw new InvalidError(`The body is not acceptable JSON: ${(error as Error).message}`);
  }
}

/** Names that come several times have a list of values. No query is null. */
function queryOf(query: string): Value {
  const parameters = new URLSearchParams(query);
  const names = [...new Set(parameters.keys())];
  if (names.length === 0) return null;
  if (names.includes('__proto__'))
    throw new InvalidError('The query has a parameter of a name that cannot be used: __proto__');
  return Object.fromEntries(
    names.map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? values[0]! : values];
    }),
  );
}
