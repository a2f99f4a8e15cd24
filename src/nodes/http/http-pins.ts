import { Float, NodeError, pin, type Value, type ValueObject } from '../../engine/index.js';

export type TextMap = Readonly<Record<string, string>>;

/** What a request is made of: `{url, method, headers, body}`. */
export interface RequestValue {
  readonly url: string;
  readonly method: string;
  /** By name as the board wrote it; null = none. */
  readonly headers: TextMap | null;
  /** A text and a list of bytes are sent as they are, anything else as JSON; null = no body. */
  readonly body: Value;
}

/** What came back: `{status_code, headers, body}`. */
export interface ResponseValue {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: TextMap;
  /** A list of bytes, or null. */
  readonly body: Value;
}

export const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;

const NO_HEADERS: TextMap = {};

/** A request, checked part by part when it is read. */
export function requestPin(title: string, doc: string, extras = {}): pin.DataPin<RequestValue> {
  const struct = pin.struct(title, doc, extras);
  return {
    ...struct,
    decode: (value, name) => {
      const { url, method, headers = null, body = null } = struct.decode(value, name);
      if (typeof url !== 'string') throw notA(name, 'url', 'text');
      if (typeof method !== 'string') throw notA(name, 'method', 'text');
      if (!isMethod(method)) throw new NodeError(`Invalid method ${method}`);
      return { url, method, headers: headers === null ? null : textMap(headers, name), body };
    },
    encode: ({ url, method, headers, body }) => ({ url, method, headers, body }),
  };
}

/** The input that most nodes of the family begin with. */
export const requestInput = requestPin('Request', 'The request.', {
  options: { enforceSchema: true },
});
export const requestOutput = requestPin('Request', 'The changed request.');

/** A response. Its body is looked at by the nodes that need it. */
function responsePin(title: string, doc: string, extras = {}): pin.DataPin<ResponseValue> {
  const struct = pin.struct(title, doc, extras);
  return {
    ...struct,
    decode: (value, name) => {
      const { status_code, headers = null, body = null } = struct.decode(value, name);
      if (typeof status_code !== 'number' || !Number.isInteger(status_code))
        throw notA(name, 'status_code', 'integer');
      return {
        status: status_code,
        headers: headers === null ? NO_HEADERS : textMap(headers, name),
        body,
      };
    },
    encode: ({ status, headers, body }) => ({ status_code: status, headers, body }),
  };
}

export const responseInput = responsePin('Response', 'The response.', {
  options: { enforceSchema: true },
});
export const responseOutput = responsePin('Response', 'Status, headers and body of the answer.');

/** Texts by name. */
export function textMapPin(title: string, doc: string): pin.DataPin<TextMap> {
  return {
    ...pin.struct(title, doc),
    dataType: 'String',
    valueType: 'HashMap',
    decode: textMap,
    encode: (map) => map,
  };
}

/** A list of numbers from 0 to 255. */
export function bytesPin(title: string, doc: string): pin.DataPin<readonly number[]> {
  return {
    ...pin.generic(title, doc),
    dataType: 'Byte',
    valueType: 'Array',
    decode: (value, name) => {
      if (!isBytes(value))
        throw new NodeError(`Pin '${name}' must hold bytes: an array of integers from 0 to 255`);
      return value;
    },
    encode: (bytes) => bytes,
  };
}

/** A pin of type Struct that takes any value: objects, arrays, texts, null. */
export function anyStructPin(title: string, doc: string, extras = {}): pin.DataPin<Value> {
  return { ...pin.generic(title, doc, extras), dataType: 'Struct' };
}

export function isMethod(text: string): boolean {
  return (METHODS as readonly string[]).includes(text);
}

export function isBytes(value: Value): value is readonly number[] {
  if (!Array.isArray(value)) return false;
  for (const item of value as readonly Value[]) {
    if (typeof item !== 'number' || !Number.isInteger(item) || item < 0 || item > 255) return false;
  }
  return true;
}

export function isObject(value: Value): value is ValueObject {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) && !(value instanceof Float);
}

function textMap(value: Value, name: string): TextMap {
  const map = pin.struct(name, '').decode(value, name);
  for (const [key, member] of Object.entries(map))
    if (typeof member !== 'string') throw notA(name, key, 'text');
  return map as TextMap;
}

function notA(pinName: string, member: string, what: string): NodeError {
  return new NodeError(`The ${member} of pin '${pinName}' must be ${article(what)} ${what}`);
}

const article = (word: string) => (word.startsWith('i') ? 'an' : 'a');
