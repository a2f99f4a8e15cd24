import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const make = (example_json: string) =>
  runNode('utils_json_make_schema', { example_json }, 'schema');

describe('utils_json_make_schema', () => {
  it('infers kinds, members and items', async () => {
    const { result } = await make('{"a":1,"b":[1.0,"x"],"n":null,"l":[{"p":1},{"q":true}],"e":[]}');
    expect(result).toMatchObject({
      type: 'object',
      properties: {
        a: { type: 'integer' },
        b: { type: 'array', items: { oneOf: [{ type: 'number' }, { type: 'string' }] } },
        n: true,
        l: { items: { properties: { p: { type: 'integer' }, q: { type: 'boolean' } } } },
        e: { type: 'array' },
      },
    });
  });

  it.each(['', '{', '['.repeat(5000)])('refuses %j', async (example) => {
    expect((await make(example)).error).toContain('no JSON');
  });

  it('takes names that objects have by nature', async () => {
    const { properties } = (await make('{"__proto__":1}')).result as { properties: object };
    expect(Object.keys(properties)).toEqual(['__proto__']);
  });
});
