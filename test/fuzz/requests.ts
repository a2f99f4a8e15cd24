// Requests that no honest program sends, made from an OpenAPI document.
import fc from 'fast-check';
import {
  exampleOf,
  type Field,
  fieldsOf,
  type OpenApi,
  type Operation,
  pathParameters,
} from './openapi.js';
import {
  brokenBody,
  contentType,
  header,
  headerText,
  jsonFor,
  otherMethod,
  urlPart,
} from './values.js';

export interface HostileRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How it goes over the wire, where that is not as usual. */
  readonly wire?: Wire;
}

/** Each is a way in which a request is no proper one, or comes in no proper way. */
const WIRES = [
  'no host',
  'two hosts',
  'two authorizations',
  'two content types',
  'two lengths',
  'length and chunks',
  'length too small',
  'length too large, then gone',
  'length is a lie of 10 GB',
  'bad chunks',
  'byte by byte',
  'expects to be told to continue',
  'header without a name',
  'head too large',
  'HTTP/1.0',
  'HTTP/9.9',
  'absolute address',
] as const;
export type Wire = (typeof WIRES)[number];

/** A place in the requests to one operation where something can be wrong. */
export interface Place {
  /** What the figures are counted by. */
  readonly kind: string;
  readonly requests: fc.Arbitrary<HostileRequest>;
}

/** Ids that the caller knows, by the names of parameters, or by `folder/{name}` where that says more. */
export type Known = Readonly<Record<string, string>>;

const JSON_TYPE = { 'content-type': 'application/json' };

/** `isHarmful` tells of methods that would take from the caller, at this path, what all other requests need. */
export function placesOf(
  document: OpenApi,
  operation: Operation,
  own: Known,
  foreign: Known,
  isHarmful: (method: string) => boolean,
): Place[] {
  const usual = usualRequest(operation, own);
  const foreignIds = Object.values(foreign);
  const at = (kind: string, requests: fc.Arbitrary<HostileRequest>): Place => ({ kind, requests });
  const hasBody = operation.method !== 'GET';
  return [
    ...pathPlaces(operation, own, foreign).map((requests) => at('path', requests)),
    ...queryPlaces(operation, usual, foreignIds).map((requests) => at('query', requests)),
    ...headerNames(operation).map((name) =>
      at(
        'header',
        headerValue.map((value) => withHeaders(usual, { [name]: value })),
      ),
    ),
    at(
      'header',
      header.map((headers) => withHeaders(usual, headers)),
    ),
    at(
      'method',
      otherMethod.filter((method) => !isHarmful(method)).map((method) => ({ ...usual, method })),
    ),
    at(
      'wire',
      fc.constantFrom(...WIRES).map((wire) => ({ ...usual, wire })),
    ),
    ...(hasBody ? bodyPlaces(usual).map((requests) => at('body', requests)) : []),
    ...(hasBody ? fieldPlaces(document, operation, usual, own, foreignIds) : []).map((requests) =>
      at('field', requests),
    ),
  ];
}

/** As an honest client would send it, with everything from one world. */
export function usualRequest(operation: Operation, known: Known): HostileRequest {
  const example = exampleOf(operation);
  return {
    method: operation.method,
    path: filled(operation, known),
    headers: example === undefined ? {} : JSON_TYPE,
    ...(example === undefined ? {} : { body: JSON.stringify(withKnown(example, known)) }),
  };
}

/** Anything in one id; and the ids of somebody else, in one place or all. */
function pathPlaces(operation: Operation, own: Known, foreign: Known) {
  const names = pathParameters(operation);
  const mixed = fc
    .array(fc.boolean(), { minLength: names.length, maxLength: names.length })
    .map((takes) => {
      const taken = names.filter((_, index) => takes[index]);
      return { ...own, ...pick(operation, foreign, taken) };
    });
  return [
    ...names.map((name) =>
      urlPart.map((id) => pathOnly(operation, own, { [name]: id, [keyOf(operation, name)]: id })),
    ),
    ...(names.length > 0 ? [mixed.map((known) => pathOnly(operation, known, {}))] : []),
  ];
}

function pathOnly(operation: Operation, known: Known, change: Known): HostileRequest {
  return { ...usualRequest(operation, known), path: filled(operation, { ...known, ...change }) };
}

function queryPlaces(operation: Operation, usual: HostileRequest, foreignIds: readonly string[]) {
  const value = fc.oneof({ weight: 4, arbitrary: urlPart }, fc.constantFrom(...foreignIds));
  const names = (operation.parameters ?? []).filter((one) => one.in === 'query');
  return [...names.map(({ name }) => name), 'unknown'].map((name) =>
    fc.oneof(
      { weight: 4, arbitrary: value.map((text) => `${name}=${text}`) },
      fc.tuple(value, value).map(([a, b]) => `${name}=${a}&${name}=${b}`),
      value.map((text) => `${name}[a]=${text}&${name}[]=2&${name}[__proto__]=3`),
      fc.constantFrom(name, `&&=${name}&`, `?${name}=1`, `${name}=1#x`),
    ),
  ).map((queries) => queries.map((query) => ({ ...usual, path: `${usual.path}?${query}` }))); // prettier-ignore
}

const headerNames = ({ parameters = [] }: Operation) =>
  parameters.filter((one) => one.in === 'header').map(({ name }) => name);
const headerValue = fc.oneof(
  fc.constantFrom('', '*', '-1', '9'.repeat(300), '"', 'W/"r1"', '"r1", "r2"', 'wait=1e9', 'x'.repeat(3000), 'true', '\u00ff'), // prettier-ignore
  headerText,
);

function withHeaders(usual: HostileRequest, headers: Record<string, string>): HostileRequest {
  return { ...usual, headers: { ...usual.headers, ...headers } };
}

function bodyPlaces(usual: HostileRequest): fc.Arbitrary<HostileRequest>[] {
  const ofType = fc
    .tuple(contentType, fc.oneof(fc.constant(usual.body ?? '{}'), brokenBody))
    .map(([type, body]) => ({ ...usual, body, headers: { 'content-type': type } }));
  const large = fc
    .constantFrom(1_048_577, 3_000_000)
    .map((length) => ({ ...usual, headers: JSON_TYPE, body: `{"x":"${'x'.repeat(length)}"}` }));
  return [
    brokenBody.map((body) => ({ ...usual, headers: JSON_TYPE, body })),
    fc.oneof({ weight: 7, arbitrary: ofType }, { weight: 1, arbitrary: large }),
  ];
}

function fieldPlaces(
  document: OpenApi,
  operation: Operation,
  usual: HostileRequest,
  own: Known,
  foreignIds: readonly string[],
): fc.Arbitrary<HostileRequest>[] {
  const example = withKnown(exampleOf(operation) ?? {}, own);
  const fields: Field[] = [
    ...fieldsOf(document, operation),
    ...['unknown', '__proto__', 'constructor', ''].map((name) => ({ at: [name], schema: {} })),
  ];
  return fields.map(({ at, schema }) =>
    jsonFor(schema, foreignIds).map((value) => ({
      ...usual,
      headers: JSON_TYPE,
      body: replaced(example, at, value),
    })),
  );
}

/** The body with a JSON text at one place, which JSON.stringify could not always write. */
function replaced(body: unknown, at: readonly string[], value: string): string {
  const [name, ...below] = at;
  if (name === undefined) return value;
  if (Array.isArray(body) || (name === '0' && !isObject(body))) {
    const [first, ...others] = Array.isArray(body) ? body : [];
    const rest = others.map((other) => JSON.stringify(other));
    return `[${[replaced(first, below, value), ...rest].join(',')}]`;
  }
  const { [name]: inner, ...others } = isObject(body) ? body : {};
  const rest = JSON.stringify(others).slice(1, -1);
  const member = `${JSON.stringify(name)}:${replaced(inner, below, value)}`;
  return `{${rest}${rest === '' ? '' : ','}${member}}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The document's examples name ids that nobody has. */
function withKnown(body: object, known: Known): object {
  return JSON.parse(
    JSON.stringify(body, (name, value: unknown) =>
      typeof value === 'string' && known[name] !== undefined ? known[name] : value,
    ),
  ) as object;
}

function filled(operation: Operation, known: Known): string {
  return operation.path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => known[keyOf(operation, name)] ?? known[name] ?? 'unknown',
  );
}

/** What `{id}` is stands before it: `execution/{id}`. */
function keyOf({ path }: Operation, name: string): string {
  return new RegExp(`([^/]+)/\\{${name}\\}`).exec(path)?.[1]?.concat(`/{${name}}`) ?? name;
}

function pick(operation: Operation, known: Known, names: readonly string[]): Known {
  return Object.fromEntries(
    names.flatMap((name) =>
      [keyOf(operation, name), name].flatMap((key) =>
        known[key] === undefined ? [] : [[key, known[key]]],
      ),
    ),
  );
}
