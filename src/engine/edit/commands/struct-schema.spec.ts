import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { structSchema } from './struct-schema.js';

const $schema = 'https://json-schema.org/draft/2020-12/schema';

it.each([
  [
    '{"b": 1, "a": 1.0}',
    { type: 'object', properties: { a: { type: 'number' }, b: { type: 'integer' } } },
  ],
  ['[1, 2]', { type: 'array', items: { type: 'integer' } }],
  ['[1, "a"]', { type: 'array', items: { anyOf: [{ type: 'integer' }, { type: 'string' }] } }],
  ['[]', { type: 'array' }],
  ['null', {}],
  ['"text"', { type: 'string' }],
  ['99999999999999999', { type: 'integer' }],
  [
    '{"deep": {"er": [true]}}',
    {
      type: 'object',
      properties: {
        deep: { type: 'object', properties: { er: { type: 'array', items: { type: 'boolean' } } } },
      },
    },
  ],
  // Looks like a schema, and is none.
  [
    '{"type": "user", "properties": "many"}',
    {
      type: 'object',
      properties: { type: { type: 'string' }, properties: { type: 'string' } },
    },
  ],
  ['{"constructor": 1}', { type: 'object', properties: { constructor: { type: 'integer' } } }],
])('makes a schema of %s', (example, schema) => {
  expect(JSON.parse(structSchema(example))).toEqual({ $schema, ...schema });
});

it.each([
  ['{ "type": "object", "a": [ 2, 1 ] }', '{"a":[2,1],"type":"object"}'],
  ['{"type": ["string", "null"]}', '{"type":["string","null"]}'],
  ['{"$ref": "#/x"}', '{"$ref":"#/x"}'],
  [
    '{"properties": {"b": {"type": "null"}, "a": {"type": "null"}}}',
    '{"properties":{"a":{"type":"null"},"b":{"type":"null"}}}',
  ],
  ['{"anyOf": []}', '{"anyOf":[]}'],
  ['true', 'true'],
])('brings %s into one form', (schema, form) => {
  expect(structSchema(schema)).toBe(form);
});

it('leaves its own schemas as they are', () => {
  fc.assert(
    fc.property(fc.json(), (example) => {
      const schema = structSchema(example);
      expect(structSchema(schema)).toBe(schema);
    }),
  );
});

it.each(['', '{', 'text', '['.repeat(100_000), `${'['.repeat(200)}${']'.repeat(200)}`])(
  'refuses what is no JSON, or nested beyond reason: %#',
  (text) => {
    expect(() => structSchema(text)).toThrow('variable.schema must be a JSON schema');
  },
);
