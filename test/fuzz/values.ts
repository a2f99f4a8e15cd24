// What no honest program sends, as it stands in a JSON body, a path, a query or a header.
import fc from 'fast-check';
import type { Schema } from './openapi.js';

/** Any text that JavaScript can hold: halves of characters, NUL, what turns the writing round. */
const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength }),
    fc.string({ unit: 'grapheme', maxLength }),
    fc
      .array(
        fc.constantFrom('\0', '\ud800', '\udc00', '\u202e', '\u200f', '\uffff', "'", '"', '\\', '%', '\r\n', '$1', '😀', 'ß', 'İ', '/', '..', '{{', '`'), // prettier-ignore
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  );

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const deepObject = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

const KNOWN_VALUES = [
  'null',
  'true',
  '-1',
  '-0',
  '0.5',
  '1e308',
  '1e400',
  '-1E-400',
  '9007199254740993',
  '4294967296',
  '2147483648',
  '9223372036854775808',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"😀\\u202e"',
  '"__proto__"',
  '"-infinity"',
  '"2025-02-30T25:61:61Z"',
  '"http://[::1"',
  '"javascript:alert(1)"',
  `"${'x'.repeat(20_000)}"`,
  `"${'(a+)+'.repeat(200)}"`,
  '[]',
  '{}',
  '[null]',
  '[[{"a":[]}]]',
  '{"toString":1,"hasOwnProperty":null,"length":-1}',
  '{"constructor":{"prototype":{"y":1}}}',
  '{"__proto__":{"isAdmin":true}}',
  '{"\\u0000":1}',
  '{"":{"":""}}',
  deep(150),
  deep(250),
  deepObject(150),
  `[${Array.from({ length: 2500 }, (_, index) => index).join(',')}]`,
  `{${Array.from({ length: 300 }, (_, index) => `"f${index}":${index}`).join(',')}}`,
];

/** JSON texts: JSON.stringify could not write all of them. */
export function jsonFor(schema: Schema, foreignIds: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...KNOWN_VALUES) },
    { weight: 3, arbitrary: text(40).map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: fc.json({ maxDepth: 6, stringUnit: 'binary' }) },
    { weight: 1, arbitrary: fc.bigInt().map(String) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)) }, // prettier-ignore
    { weight: 2, arbitrary: fc.constantFrom(...foreignIds).map((value) => JSON.stringify(value)) },
    { weight: 4, arbitrary: fc.constantFrom(...nearlyRight(schema)) },
  );
}

/** On and just past the bounds that the document names. */
function nearlyRight(schema: Schema): string[] {
  const { maxLength, maxItems, minimum, maximum, enum: members = [] } = schema;
  const values: unknown[] = [
    ...members,
    ...members.map((member) => `${String(member)} `),
    ...(maxLength === undefined
      ? []
      : [
          'x'.repeat(maxLength),
          'x'.repeat(maxLength + 1),
          '😀'.repeat(maxLength),
          '\u0000'.repeat(maxLength),
        ]),
    ...(maxItems === undefined
      ? []
      : [Array.from({ length: maxItems + 1 }, () => 'x'), Array.from({ length: maxItems }, () => null)]), // prettier-ignore
    ...(minimum === undefined ? [] : [minimum, minimum - 1, minimum + 0.5]),
    ...(maximum === undefined ? [] : [maximum, maximum + 1, maximum - 0.5]),
  ];
  return values.length === 0
    ? ['[{}]', '"x"', '1']
    : values.map((value) => JSON.stringify(value) ?? 'null');
}

/** Parts of a URL: encoded, or not to be decoded at all. */
export const urlPart: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '%00',
    '%C3%28',
    '%F0%9F%98%80',
    "'%20OR%201=1--",
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e',
    '__proto__',
    'constructor', // prettier-ignore
    'null',
    'undefined',
    '-1',
    '%25',
    '%',
    '%zz',
    '9'.repeat(40),
    'x'.repeat(4000),
    '',
    '1e309',
    '0x10',
    '[]',
    'NaN',
    '*', // prettier-ignore
    '%E2%80%AE',
    'job-',
    'job-00000000-0000-0000-0000-000000000000',
    '00000000-0000-7000-8000-000000000000',
    'a%2Fb', // prettier-ignore
    '2025-02-30',
    '9999999999999',
    'true',
    '%0d%0aset-cookie:x',
    ';',
    '%3B',
    '%ED%A0%80',
  ),
  text(30).map((value) => encodeURIComponent(Buffer.from(value).toString())),
  fc.integer().map(String),
);

/** All that a header may hold: Latin 1 without controls. */
export const headerText: fc.Arbitrary<string> = fc.string({
  unit: fc
    .oneof(fc.integer({ min: 0x21, max: 0x7e }), fc.integer({ min: 0xa1, max: 0xff }))
    .map((code) => String.fromCharCode(code)),
  maxLength: 80,
});

/** Headers that Node's own client can send. */
export const header: fc.Arbitrary<Record<string, string>> = fc.oneof(
  fc.constantFrom<Record<string, string>>(
    { 'if-match': '"x"' },
    { 'if-match': '"r99999999999999999999"' },
    { 'if-match': '"tzzzzzzzzzzzz"' },
    { 'if-match': '*' },
    { 'if-none-match': '*' },
    { 'if-none-match': 'W/"' },
    { 'if-modified-since': 'yesterday' },
    { 'idempotency-key': 'x'.repeat(300) },
    { 'idempotency-key': '' },
    { 'idempotency-key': '\u00e9' },
    { prefer: 'wait=-1' },
    { prefer: 'wait=99999999999999999999' },
    { range: 'bytes=9-1' },
    { range: 'bytes=-0,-0,-0' },
    { cookie: '=;;=;__Host-x' },
    { accept: 'text/event-stream;q=zzz' },
    { accept: '*/' },
    { 'accept-encoding': 'gzip;q=0, br;q=x' },
    { 'accept-language': ';;;-' },
    { traceparent: '00-00000000000000000000000000000000-0000000000000000-00' },
    { traceparent: 'x'.repeat(1000) },
    { origin: 'null' },
    { host: 'elsewhere.example' },
    { 'x-forwarded-for': "'; --" },
    { 'x-forwarded-host': 'elsewhere.example' },
    { 'x-request-id': 'x'.repeat(3000) },
    { 'last-event-id': '-1' },
    { 'x-http-method-override': 'DELETE' },
    { 'content-encoding': 'gzip' },
    { 'x-api-key': 'flk_' },
    { 'x-api-key': 'flk_a.b.c' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
    { authorization: 'Basic Og==' },
    { authorization: 'pat_.' },
  ),
  fc
    .tuple(
      fc.constantFrom('if-match', 'prefer', 'range', 'idempotency-key', 'x-api-key', 'last-event-id', 'authorization', 'accept'), // prettier-ignore
      headerText,
    )
    .map(([name, value]) => ({ [name]: value })),
);

/** Whole bodies that are no JSON, or JSON that no body may be. */
export const brokenBody = fc.oneof(
  fc.constantFrom('', ' ', '{', '[]', '[1]', '5', '"text"', 'null', '{"a":1,"a":2}', '{"__proto__":{"x":1}}', '{"\\u005f_proto__":1}', deep(5000), deepObject(3000), '\uFEFF{}', '{"a":}', '{"a":1}{"b":2}', "{'a':1}", '{"a":NaN}', '{"a":01}', '{"a":"\u0001"}'), // prettier-ignore
  fc.json({ maxDepth: 5, stringUnit: 'binary' }),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

export const contentType = fc.constantFrom('text/plain', 'text/html', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'multipart/form-data', 'image/png', 'image/svg+xml', 'application/yaml', 'application/octet-stream', 'application/json; charset=utf-16', 'application/json;;', 'application/json, text/plain', 'application/problem+json', 'x', '/', '*/*', 'x'.repeat(500)); // prettier-ignore

export const otherMethod = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'PROPFIND'); // prettier-ignore
