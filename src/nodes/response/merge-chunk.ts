import { Float, type Limits, NodeError, type Value, type ValueObject } from '../../engine/index.js';
import type { Chunk } from './chunk.js';
import type { Choice, Response } from './response.js';

type Bounds = Pick<Limits, 'textCharacters' | 'arrayItems'>;

/** The response with one more piece of it. Throws NodeError when it becomes larger than values may be. */
export function mergeChunk(response: Response, chunk: Chunk, limits: Bounds): Response {
  const head = present(chunk, ['created', 'model', 'service_tier', 'system_fingerprint']);
  const usage = chunk['usage'] as ValueObject | null | undefined;
  return {
    ...response,
    ...head,
    ...(usage ? { usage: addUsage((response['usage'] ?? {}) as ValueObject, usage) } : {}),
    choices: mergeByIndex(response.choices, chunk.choices, mergeChoice, limits),
  };
}

/** The members that say something. */
function present(from: ValueObject, names: readonly string[]): ValueObject {
  const said = names.filter((name) => (from[name] ?? null) !== null);
  return Object.fromEntries(said.map((name) => [name, from[name]!]));
}

function addUsage(before: ValueObject, added: ValueObject): ValueObject {
  const counts = ['completion_tokens', 'prompt_tokens', 'total_tokens'].map((name) => {
    const sum = numberOf(before[name]) + numberOf(added[name]);
    if (!Number.isSafeInteger(sum)) throw new NodeError(`There are too many ${name} to count`);
    return [name, sum];
  });
  const cost = added['cost'] ?? null;
  const sum = numberOf(before['cost']) + numberOf(cost);
  return {
    ...before,
    ...present(added, Object.keys(added)),
    ...Object.fromEntries(counts),
    cost: cost === null ? (before['cost'] ?? null) : Number.isInteger(sum) ? new Float(sum) : sum,
  };
}

function numberOf(value: Value | undefined): number {
  if (value instanceof Float) return value.value;
  return typeof value === 'number' ? value : 0;
}

type Merge<T, P> = (before: T | undefined, piece: P, limits: Bounds) => T;

/** Pieces go where one of their index is already, of several to the first; all others are new. */
function mergeByIndex<T extends ValueObject, P extends ValueObject>(
  before: readonly T[],
  pieces: readonly P[],
  merge: Merge<T, P>,
  limits: Bounds,
): readonly T[] {
  const merged = [...before];
  const places = new Map<Value, number>();
  for (const [place, { index }] of before.entries())
    if (index !== undefined && !places.has(index)) places.set(index, place);
  for (const piece of pieces) {
    const { index = null } = piece;
    const place = (index === null ? undefined : places.get(index)) ?? merged.length;
    merged[place] = merge(merged[place], piece, limits);
    if (index !== null) places.set(index, place);
  }
  if (merged.length > limits.arrayItems)
    throw new NodeError(`The response has a list of more than ${limits.arrayItems} items`);
  return merged;
}

const NEW_MESSAGE = { role: 'assistant', tool_calls: [] };

function mergeChoice(before: Choice | undefined, piece: ValueObject, limits: Bounds): Choice {
  const delta = (piece['delta'] ?? {}) as ValueObject;
  const message: ValueObject = before?.message ?? NEW_MESSAGE;
  const calls = (message['tool_calls'] ?? []) as readonly ValueObject[];
  const added = (delta['tool_calls'] ?? []) as readonly ValueObject[];
  return {
    ...(before ?? { index: piece['index'] as number, finish_reason: '' }),
    ...present(piece, ['finish_reason', 'logprobs']),
    message: {
      role: 'assistant',
      ...message,
      ...present(delta, ['role']),
      ...appended(message, delta, ['content', 'refusal', 'reasoning'], limits),
      tool_calls: added.length === 0 ? calls : mergeByIndex(calls, added, mergeCall, limits),
    },
  };
}

function mergeCall(
  before: ValueObject | undefined,
  piece: ValueObject,
  limits: Bounds,
): ValueObject {
  const made = (before?.['function'] ?? { name: '', arguments: '' }) as ValueObject;
  const added = (piece['function'] ?? {}) as ValueObject;
  return {
    ...(before ?? { id: '', ...present(piece, ['index']) }),
    ...present(piece, ['id', 'type']),
    function: { ...made, ...appended(made, added, ['name', 'arguments'], limits) },
  };
}

/** Texts that a piece goes on with. */
function appended(
  before: ValueObject,
  added: ValueObject,
  names: readonly string[],
  { textCharacters }: Bounds,
): ValueObject {
  const longer = Object.entries(present(added, names)).map(([name, more]) => {
    const text = `${(before[name] ?? '') as string}${more as string}`;
    if (text.length > textCharacters)
      throw new NodeError(
        `The ${name} of the response is longer than ${textCharacters} characters`,
      );
    return [name, text];
  });
  return Object.fromEntries(longer) as ValueObject;
}
