import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { board, run } from '../testing.js';

function format(text: string, values: Readonly<Record<string, Value>> = {}) {
  const built = board()
    .node('start', 'events_simple')
    .node('format', 'string_format', { format_string: text })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('format.formatted_string', 'end.response');
  for (const [name, value] of Object.entries(values))
    built.pin(`format.${name}`, 'Input', 'Generic').default(`format.${name}`, value);
  return run(built);
}

describe('string_format', () => {
  it.each<[string, Record<string, Value>, string]>([
    ['Hello {name}!', { name: 'Ann' }, 'Hello Ann!'],
    ['{a}{a}{b}', { a: 'x', b: 1 }, 'xx1'],
    ['{f} {i} {n} {t}', { f: new Float(19223), i: 3, n: null, t: true }, '19223.0 3 null true'],
    ['{o}', { o: { k: [1] } }, '{\n  "k": [\n    1\n  ]\n}'],
    ['no placeholder {', {}, 'no placeholder {'],
    ['{ name } {na-me}', {}, '{ name } {na-me}'],
    ['{größe}', { größe: 'L' }, 'L'],
    ['{a}', { a: '{b}' }, '{b}'],
    ['', {}, ''],
  ])('%j with %j', async (text, values, expected) => {
    expect((await format(text, values)).result).toBe(expected);
  });

  it('fails for a placeholder without a pin', async () => {
    expect((await format('{missing}')).error).toContain('Pin missing not found');
  });

  it('takes names that objects have by nature', async () => {
    expect(
      (await format('{constructor}{__proto__}', { constructor: 'a', __proto__x: 1 })).error,
    ).toContain('Pin __proto__ not found');
  });
});
