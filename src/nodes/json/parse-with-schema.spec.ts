import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const parse = (schema: object | string | boolean, data: string) =>
  runNode(
    'parse_with_schema',
    { schema: typeof schema === 'string' ? schema : JSON.stringify(schema), data },
    'parsed',
  );

const LIST = {
  $ref: '#/$defs/list',
  $defs: { list: { properties: { next: { $ref: '#/$defs/list' } }, required: ['v'] } },
};

describe('parse_with_schema', () => {
  it.each<[object | boolean, string]>([
    [true, '1'],
    [{}, 'null'],
    [{ type: 'integer' }, '1.0'],
    [{ type: ['string', 'null'] }, 'null'],
    [{ const: { a: 1 } }, '{"a":1}'],
    [{ enum: [1, 'a'] }, '1.0'],
    [{ minLength: 1, maxLength: 1 }, '"😀"'],
    [{ multipleOf: 0.1 }, '0.3'],
    [{ pattern: '^(a+)+$' }, `"${'a'.repeat(5000)}"`],
    [
      { uniqueItems: true, prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
      '["a",1,2]',
    ],
    [LIST, '{"v":1,"next":{"v":2}}'],
    [{ if: { required: ['a'] }, then: { required: ['b'] }, else: false }, '{"a":1,"b":2}'],
    [{ name: 'f', parameters: { type: 'object', required: ['x'] } }, '{"x":1}'],
    [{ properties: {}, patternProperties: { '^x': {} }, additionalProperties: false }, '{"x1":1}'],
  ])('%j takes %.30s', async (schema, data) => {
    expect((await parse(schema, data)).status).toBe('completed');
  });

  it.each<[object | boolean, string, string]>([
    [false, '1', '/ must not be there'],
    [{ type: 'object' }, '[]', '/ must be object'],
    [{ type: 'integer' }, '1.5', '/ must be integer'],
    [{ required: ['a', 'b'] }, '{}', '/ must have "a"; / must have "b"'],
    [
      { properties: { 'a/b': { items: { minimum: 2 } } } },
      '{"a/b":[2,1]}',
      '/a~1b/1 must be at least 2',
    ],
    [{ exclusiveMinimum: 1 }, '1', 'more than 1'],
    [{ minimum: 1, exclusiveMinimum: true }, '1', 'more than 1'],
    [{ maxLength: 1 }, '"ab"', 'at most 1 characters'],
    [{ minItems: 1 }, '[]', 'at least 1 items'],
    [{ uniqueItems: true }, '[{"a":[1]},{"a":[1]}]', 'anything twice'],
    [{ contains: { type: 'string' } }, '[1]', 'that fit contains'],
    [{ pattern: '^a' }, '"ba"', 'must match'],
    [
      { additionalProperties: false, properties: { a: {} } },
      '{"a":1,"__proto__":2}',
      '/__proto__ must not',
    ],
    [{ dependentRequired: { a: ['b'] } }, '{"a":1}', 'must have "b"'],
    [{ anyOf: [{ type: 'string' }, { minimum: 5 }] }, '1', 'none of the schemas'],
    [{ oneOf: [{}, { type: 'integer' }] }, '1', 'fits 2'],
    [{ not: {} }, '1', 'not'],
    [LIST, '{"v":1,"next":{}}', '/next must have "v"'],
  ])('%j refuses %s', async (schema, data, fault) => {
    const { error } = await parse(schema, data);
    expect(error).toContain('Schema validation failed: ');
    expect(error).toContain(fault);
  });

  it.each<[object | string, string]>([
    ['{', 'The schema is no JSON'],
    ['5', 'an object, true or false'],
    [{ type: 'text' }, 'type of a schema'],
    [{ pattern: '(' }, 'no regular expression'],
    [{ pattern: '(?=a)' }, 'no regular expression'],
    [{ $ref: 'https://a.example/s.json' }, 'lead to places in it'],
    [{ $ref: '#/constructor/prototype' }, 'has no #/constructor'],
    [{ $ref: '#' }, 'nests deeper'],
    [{ allOf: Array.from({ length: 20 }, () => ({ $ref: '#' })) }, 'nests deeper'],
    [{ unevaluatedProperties: false }, 'not known here'],
    [{ required: 'a' }, 'list of names'],
  ])('%j makes no sense', async (schema, fault) => {
    const data = JSON.stringify(typeof schema === 'object' && 'required' in schema ? {} : 'a');
    expect((await parse(schema, data)).error).toContain(fault);
  });

  it('bounds what it does and what it tells', async () => {
    const fifty = (schema: object | boolean) => ({
      anyOf: Array.from({ length: 50 }, () => schema),
    });
    const $defs = {
      b: fifty({ $ref: '#/$defs/c' }),
      c: fifty({ $ref: '#/$defs/d' }),
      d: fifty(false),
    };
    const wide = { ...fifty({ $ref: '#/$defs/b' }), $defs };
    expect((await parse(wide, '1')).error).toContain('more than 1000000 checks');
    const many = await parse({ items: { type: 'string' } }, JSON.stringify(Array(1000).fill(1)));
    expect(many.error!.split('; ')).toHaveLength(101);
    expect((await parse({}, '{')).error).toContain('Failed to parse JSON data');
  });
});
