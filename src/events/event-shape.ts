import { InvalidError } from '../common/errors.js';
import { isStorableJson } from '../common/storable-text.js';
import {
  BoardError,
  Float,
  parseValue,
  shape,
  variableShape,
  type VersionJson,
} from '../engine/index.js';
import type { EventFields, NotesJson } from './event.js';

const MAX_CONFIG_BYTES = 65_536;
const MAX_PRIORITY = 4_294_967_295;

const name = textOf(1, 200);
const reference = textOf(0, 200);
const part = shape.integer(0, 999_999_999);

function textOf(min: number, max: number): shape.Shape<string> {
  return (value) => {
    const text = shape.text(value);
    if (text.length >= min && text.length <= max) return text;
    throw new BoardError('', `must be a text of ${min} to ${max} characters`);
  };
}

const version: shape.Shape<VersionJson> = (value) => {
  const parts = shape.list(part)(value);
  if (parts.length === 3) return parts as VersionJson;
  throw new BoardError('', 'must be three whole numbers, such as [0, 0, 1], or null');
};

const weight: shape.Shape<number> = (value) => {
  const number = shape.number(value);
  if (number >= 0 && number <= 1) return number;
  throw new BoardError('', 'must be a number from 0 to 1');
};

const config: shape.Shape<number[]> = (value) => {
  const bytes = shape.bytes(value) ?? [];
  if (bytes.length > MAX_CONFIG_BYTES)
    throw new BoardError('', `must be ${MAX_CONFIG_BYTES} bytes at most`);
  if (bytes.length > 0 && !isObjectText(Buffer.from(bytes).toString()))
    throw new BoardError('', 'must be the bytes of a JSON object, or empty');
  return bytes;
};

function isObjectText(text: string): boolean {
  try {
    const value = parseValue(text);
    return (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      !(value instanceof Float)
    );
  } catch {
    return false;
  }
}

const notes: shape.Shape<NotesJson> = (value) => {
  const either = shape.record({
    NOTES: shape.optional(textOf(0, 50_000)),
    URL: shape.optional(textOf(1, 2000)),
  })(value);
  if (either.NOTES !== null) return { NOTES: either.NOTES };
  if (either.URL !== null) return { URL: either.URL };
  throw new BoardError('', 'must hold NOTES or URL, or be null');
};

const target = {
  board_id: shape.or('', reference),
  board_version: shape.optional(version),
  node_id: shape.or('', reference),
};

const event = shape.record({
  ...target,
  name,
  description: shape.or('', textOf(0, 10_000)),
  event_type: textOf(1, 100),
  variables: shape.byId(variableShape),
  config,
  active: shape.or(false, shape.flag),
  canary: shape.optional(shape.record({ ...target, weight, variables: shape.byId(variableShape) })),
  priority: shape.or(0, shape.integer(0, MAX_PRIORITY)),
  notes: shape.optional(notes),
  default_page_id: shape.optional(textOf(1, 200)),
  route: shape.optional(textOf(1, 200)),
  is_default: shape.or(false, shape.flag),
});

/** Reads an event that somebody sends; what they may not say is left out. Throws InvalidError. */
export function readEvent(json: unknown): EventFields {
  if (!isStorableJson(json))
    throw new InvalidError('The request is not as it must be: see event', [
      { path: 'event', message: 'must hold no NUL and no half of a character' },
    ]);
  try {
    return event(json);
  } catch (error) {
    if (!(error instanceof BoardError)) throw error;
    const { path, reason } = error.within('event');
    throw new InvalidError(`This is no event: ${path} ${reason}`, [{ path, message: reason }]);
  }
}
