import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

const value = { a: { b: [{ c: 1 }] }, n: null };

describe('members', () => {
  it.each([
    ['a.b[0].c', 1, true],
    ['a..b[x][0].c', 1, true],
    ['n', null, true],
    ['a.b[1]', null, false],
    ['constructor', null, false],
    ['__proto__', null, false],
    ['', value, true],
  ])('struct_get and struct_has: %j', async (field, expected, found) => {
    expect((await runNode('struct_get', { struct: value, field }, 'value')).result).toEqual(
      expected,
    );
    expect((await runNode('struct_has', { struct: value, field }, 'found')).result).toBe(found);
  });
  it('struct_get_fields sorts', async () => {
    expect(
      (await runNode('struct_get_fields', { struct: { b: 1, a: 2 } }, 'fields')).result,
    ).toEqual([2, 1]);
  });
  it('struct_set makes objects on the way and never lists', async () => {
    const set = (field: string) =>
      runNode('struct_set', { struct_in: value, field, value: 2 }, 'struct_out');
    expect((await set('x.y')).result).toEqual({ ...value, x: { y: 2 } });
    expect((await set('a.b[0].c')).result).toEqual({ ...value, a: { b: [{ c: 2 }] } });
    expect(Object.keys((await set('__proto__')).result as object)).toContain('__proto__');
    for (const field of ['a.b[1]', 'n.x', 'a[0]', 'x.'.repeat(200)])
      expect((await set(field)).status).toBe('failed');
  });
  it('struct_remove moves the last member into the gap', async () => {
    const remove = (field: string) =>
      runNode('struct_remove', { struct_in: { a: 1, b: 2, c: 3 }, field }, 'struct_out');
    expect(Object.keys((await remove('a')).result as object)).toEqual(['c', 'b']);
    expect(Object.keys((await remove('z')).result as object)).toEqual(['a', 'b', 'c']);
    for (const field of ['', 'z.y', 'a[0]']) expect((await remove(field)).status).toBe('failed');
  });
});
