import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { board, run } from '../testing.js';

async function transformed(value: Value, dataType: string, valueType = 'Normal') {
  const outcome = async (output: string) => {
    const built = board()
      .node('start', 'events_simple')
      .node('node', 'utils_types_try_transform', { type_in: value })
      .node('end', 'events_generic_return_result')
      .type('node.type_out', dataType)
      .wire('start.exec_out', 'end.exec_in')
      .wire(`node.${output}`, 'end.response');
    const json = built.json() as { nodes: Record<string, { pins: Record<string, object> }> };
    Object.assign(json.nodes['node']!.pins['node.type_out']!, { value_type: valueType });
    return (await run(built)).result;
  };
  const success = await outcome('success');
  const result = await outcome('type_out');
  return success === (result !== null) ? (result ?? 'FAILS') : 'the outputs disagree';
}

describe.each<[string, [Value, Value][]]>([
  [
    'String',
    [
      ['text', 'text'],
      [new Float(2), '2.0'],
      [null, 'null'],
      [{ b: 1, a: [] }, '{\n  "b": 1,\n  "a": []\n}'],
    ],
  ],
  [
    'Integer',
    [
      [5, 5],
      [-5.9, -5],
      [-0.5, 0],
      [' +42 ', 42],
      ['4.9', 4],
      ['1e3', 1000],
      [true, 1],
      [false, 0],
      [new Float(1e18), 10n ** 18n],
      ['9223372036854775807', 2n ** 63n - 1n],
      ['9223372036854775808', 'FAILS'],
      [new Float(1e300), 'FAILS'],
      ['1'.repeat(1000), 'FAILS'],
      ['', 'FAILS'],
      ['0x10', 'FAILS'],
      ['1 2', 'FAILS'],
      [null, 'FAILS'],
      [[1], 'FAILS'],
    ],
  ],
  [
    'Float',
    [
      [2, new Float(2)],
      [1.5, 1.5],
      ['1.5', 1.5],
      ['.5', 0.5],
      ['-1e3', new Float(-1000)],
      [true, new Float(1)],
      [2n ** 60n, new Float(2 ** 60)],
      ['1e400', 'FAILS'],
      ['NaN', 'FAILS'],
      ['Infinity', 'FAILS'],
      ['one', 'FAILS'],
      [null, 'FAILS'],
      [{}, 'FAILS'],
    ],
  ],
  [
    'Boolean',
    [
      [true, true],
      [0, false],
      [new Float(-0), false],
      [0.1, true],
      [' YES ', true],
      ['On', true],
      ['n', false],
      ['0.0', false],
      ['-2', true],
      ['maybe', 'FAILS'],
      ['', 'FAILS'],
      [null, false],
      [[], false],
      [[false], true],
      [{}, false],
    ],
  ],
  [
    'Struct',
    [
      [{ a: 1 }, { a: 1 }],
      ['{"a":1.0}', { a: new Float(1) }],
      [['x', 'y'], { 0: 'x', 1: 'y' }],
      [7, { value: 7 }],
      [null, { value: null }],
      ['[1]', 'FAILS'],
      ['text', 'FAILS'],
    ],
  ],
  [
    'Byte',
    [
      [255, 255],
      [256, 'FAILS'],
      [-1, 'FAILS'],
      [254.5, 255],
      [-0.4, 0],
      [new Float(255.5), 'FAILS'],
      ['7', 7],
      ['A', 65],
      [' ', 32],
      ['ÿ', 255],
      ['Ā', 'FAILS'],
      ['\ud800', 'FAILS'],
      ['AB', 'FAILS'],
      [true, 1],
      [null, 'FAILS'],
    ],
  ],
  [
    'PathBuf',
    [
      ['a/b', 'a/b'],
      [{ path: 'x' }, 'x'],
      [{ directory: 'a', filename: 'b' }, 'a/b'],
      [{ directory: 'a/', filename: 'b' }, 'a/b'],
      [{ directory: 'a' }, 'FAILS'],
      [{}, 'FAILS'],
      [1, 'FAILS'],
    ],
  ],
  [
    'Generic',
    [
      [1, 'FAILS'],
      ['text', 'FAILS'],
    ],
  ],
])('utils_types_try_transform to %s', (dataType, table) => {
  it.each(table)('of %p is %p', async (value, expected) => {
    expect(await transformed(value, dataType)).toEqual(expected);
  });
});

describe('utils_types_try_transform', () => {
  it.each<[string, string, Value, Value]>([
    ['Integer', 'Array', ['1', 2.9], [1, 2]],
    ['Integer', 'Array', '[1, "2"]', [1, 2]],
    ['Integer', 'Array', ['1', 'x'], 'FAILS'],
    ['Integer', 'Array', 1, 'FAILS'],
    ['String', 'HashSet', [1, null], ['1', 'null']],
    ['Float', 'HashMap', { a: '1' }, { a: new Float(1) }],
    ['Float', 'HashMap', [1], 'FAILS'],
    ['Float', 'HashMap', 'no map', 'FAILS'],
  ])('to %s %s of %j is %p', async (dataType, valueType, value, expected) => {
    expect(await transformed(value, dataType, valueType)).toEqual(expected);
  });

  it('keeps members that objects have by nature', async () => {
    const odd = JSON.parse('{"__proto__":"1"}') as Value;
    expect(JSON.stringify(await transformed(odd, 'Integer', 'HashMap'))).toBe('{"__proto__":1}');
  });
});
