import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const items: Value = [{ a: 1, b: 2, c: 3 }, { b: null }, 'text', null, [1], {}];

describe.each([
  ['array_filter_field', (field: string) => ({ field })],
  ['array_filter_fields', (field: string) => ({ fields: [field] })],
])('%s', (type, named) => {
  it('takes a field away from all objects and counts', async () => {
    const inputs = { array_in: items, ...named('b') };
    const { result } = await runNode(type, inputs, 'array_out');
    expect(result).toEqual([{ a: 1, c: 3 }, {}, 'text', null, [1], {}]);
    expect((await runNode(type, inputs, 'removed_count')).result).toBe(2);
  });

  it('moves the last member to the gap', async () => {
    const inputs = { array_in: [{ a: 1, b: 2, c: 3 }], ...named('a') };
    const { result } = await runNode(type, inputs, 'array_out');
    expect(JSON.stringify(result)).toBe('[{"c":3,"b":2}]');
  });

  it('takes names that objects have by nature for names like any other', async () => {
    const odd = JSON.parse('[{"__proto__":{"x":1},"y":2}]') as Value;
    const { result } = await runNode(type, { array_in: odd, ...named('__proto__') }, 'array_out');
    expect(JSON.stringify(result)).toBe('[{"y":2}]');
    const plain = { array_in: [{ y: 2 }], ...named('constructor') };
    expect((await runNode(type, plain, 'removed_count')).result).toBe(0);
  });

  it('fails on what is no array', async () => {
    const { error } = await runNode(type, { array_in: { a: 1 }, ...named('a') }, 'array_out');
    expect(error).toContain("Pin 'array_in' holds an object, expected an array");
  });
});

describe('array_filter_fields', () => {
  it('counts every field that went, names given twice once', async () => {
    const inputs = { array_in: items, fields: ['b', 'c', 'b', 'none'] };
    const { result } = await runNode('array_filter_fields', inputs, 'array_out');
    expect(result).toEqual([{ a: 1 }, {}, 'text', null, [1], {}]);
    expect((await runNode('array_filter_fields', inputs, 'removed_count')).result).toBe(3);
  });

  it('fails on a name that is no string', async () => {
    const inputs = { array_in: [], fields: ['a', 1] };
    const { error } = await runNode('array_filter_fields', inputs, 'array_out');
    expect(error).toContain("Pin 'fields[1]' holds an integer, expected a string");
  });
});
