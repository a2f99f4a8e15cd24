// Requests that no honest program sends, made from an OpenAPI document.

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}
export interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema; example?: unknown }>>;
  };
}
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** As they stand in a path or a query: encoded, or not to be decoded at all. */
const IDS = [
  '%00',
  '%C3%28',
  '%F0%9F%98%80',
  "'%20OR%201=1--",
  '..%2f..%2fetc%2fpasswd',
  '__proto__',
  'constructor',
  'null',
  '-1',
  '%25',
  '9'.repeat(40),
  'x'.repeat(4000),
];
const QUERIES = ['', '-1', '1e309', '0x10', '%00', '[]', 'NaN', '__proto__', '%F0%9F%98%80', '9'.repeat(300)]; // prettier-ignore
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** JSON texts. */
const VALUES = [
  'null',
  'true',
  '-1',
  '0.5',
  '1e308',
  '9007199254740993',
  '4294967296',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"😀\\u202e"',
  `"${'x'.repeat(20_000)}"`,
  '[]',
  '{}',
  '[null]',
  '[[{"a":[]}]]',
  '{"toString":1,"hasOwnProperty":null,"length":-1}',
  '{"constructor":{"prototype":{"y":1}}}',
  deep(150),
  `[${Array.from({ length: 2500 }, (_, index) => index).join(',')}]`,
  `{${Array.from({ length: 300 }, (_, index) => `"f${index}":${index}`).join(',')}}`,
];
/** Whole bodies. */
const BODIES = ['', '{', '[]', '[1]', '5', '"text"', 'null', '{"a":1,"a":2}', '{"__proto__":{"x":1}}', deep(5000), '\uFEFF{}', '{"a":}']; // prettier-ignore
const TYPES = ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'image/png', 'application/json; charset=utf-16', 'application/json;;', 'x']; // prettier-ignore
const HEADERS: readonly Record<string, string>[] = [
  { 'if-match': '"x"' },
  { 'if-match': '"r99999999999999999999"' },
  { 'if-match': '"tzzzzzzzzzzzz"' },
  { 'if-none-match': '*' },
  { 'idempotency-key': 'x'.repeat(300) },
  { prefer: 'wait=-1' },
  { range: 'bytes=9-1' },
  { cookie: '=;;=;__Host-x' },
  { 'x-api-key': 'flk_' },
  { authorization: 'Bearer' },
  { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
  { authorization: 'pat_.' },
];

/** Every sixth: all of them at every place would take minutes. */
function share<T>(list: readonly T[], turn: number): T[] {
  return list.filter((_, index) => (index + turn) % 6 === 0);
}

/** What is sent to one operation, path parameters being by name what the caller knows of. */
export function hostileRequests(
  document: OpenApi,
  path: string,
  method: string,
  known: Readonly<Record<string, string>>,
): HostileRequest[] {
  const operation = document.paths[path]![method]!;
  const turn = operation.operationId.length;
  const names = (where: string) =>
    (operation.parameters ?? []).filter((one) => one.in === where).map(({ name }) => name);
  const usual = filled(path, known);
  const json = { 'content-type': 'application/json' };
  const example = exampleOf(operation);
  const body = example === undefined ? {} : { body: JSON.stringify(example), headers: json };
  const base = { method: method.toUpperCase(), path: usual, headers: {}, ...body };
  return [
    ...names('path').flatMap((name) =>
      share(IDS, turn).map((id) => ({ ...base, path: filled(path, { ...known, [name]: id }) })),
    ),
    ...[...names('query'), 'unknown'].flatMap((name) => [
      ...share(QUERIES, turn).map((value) => ({ ...base, path: `${usual}?${name}=${value}` })),
      { ...base, path: `${usual}?${name}=1&${name}=2` },
      { ...base, path: `${usual}?${name}[a]=1&${name}[]=2` },
    ]),
    ...share(HEADERS, turn).map((headers) => ({
      ...base,
      headers: { ...base.headers, ...headers },
    })),
    ...(method === 'get' ? [] : hostileBodies(document, operation)).map((change) => ({
      ...base,
      headers: json,
      ...change,
    })),
  ];
}

function hostileBodies(document: OpenApi, operation: Operation) {
  const turn = operation.operationId.length;
  const example = exampleOf(operation) ?? {};
  const fields = fieldsOf(document, operation);
  return [
    ...share(BODIES, turn).map((body) => ({ body })),
    ...share(TYPES, turn).map((type) => ({ body: '{}', headers: { 'content-type': type } })),
    ...[...fields, 'unknown'].flatMap((field, index) =>
      share(VALUES, turn + index).map((value) => ({ body: replaced(example, field, value) })),
    ),
  ];
}

/** JSON.stringify would not write all of these values. */
function replaced(example: object, field: string, value: string): string {
  const { [field as never]: _replaced, ...rest } = example;
  const others = JSON.stringify(rest).slice(1, -1);
  return `{${others}${others === '' ? '' : ','}${JSON.stringify(field)}:${value}}`;
}

function filled(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'unknown');
}

function exampleOf({ requestBody }: Operation): object | undefined {
  const example = requestBody?.content['application/json']?.example;
  return typeof example === 'object' && example !== null ? example : undefined;
}

function fieldsOf({ components }: OpenApi, { requestBody }: Operation): string[] {
  const schema = requestBody?.content['application/json']?.schema;
  const named = schema?.$ref && components.schemas[schema.$ref.split('/').at(-1)!];
  return Object.keys((named || schema)?.properties ?? {});
}
