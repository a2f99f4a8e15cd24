import { describe, expect, it } from '@jest/globals';
import { type BoardJson, NodeRegistry, runUpdateHooks } from '../../engine/index.js';
import { allNodes } from '../index.js';
import { board, run, runNode } from '../testing.js';

const SCHEMA = JSON.stringify({
  properties: {
    n: { type: 'integer' },
    list: { type: 'array', items: { $ref: '#/$defs/s' } },
    maybe: { anyOf: [{ type: 'number' }, { type: 'null' }] },
    __x__: { $ref: '#/$defs/loop' },
  },
  $defs: { s: { type: 'string' }, loop: { $ref: '#/$defs/loop' } },
});

function edited(schema: string): Record<string, string> {
  const json = board().node('b', 'struct_break').json() as BoardJson;
  json.nodes['b']!.pins['b.struct_in']!.schema = schema;
  let count = 0;
  const after = runUpdateHooks(json, new NodeRegistry(allNodes), () => `new-${++count}`);
  return Object.fromEntries(
    Object.values(after.nodes['b']!.pins)
      .filter(({ pin_type }) => pin_type === 'Output')
      .map(({ name, data_type, value_type }) => [name, `${data_type} ${value_type}`]),
  );
}

describe('struct_break', () => {
  it('has an output for every member of the schema', () => {
    expect(edited(SCHEMA)).toEqual({
      __break_struct_field__n: 'Integer Normal',
      __break_struct_field__list: 'String Array',
      __break_struct_field__maybe: 'Float Normal',
      __break_struct_field____x__: 'Generic Normal',
    });
  });

  it.each(['', 'no json', '[]', '{"properties":5}', '{"$ref":"#"}'])('takes %j', (schema) => {
    expect(edited(schema)).toEqual({});
  });

  it.each([
    ['n', 7],
    ['__proto__', null],
  ])('gives the member %s', async (name, expected) => {
    const built = board()
      .node('start', 'events_simple')
      .node('b', 'struct_break', { struct_in: { n: 7 } })
      .pin(`b.__break_struct_field__${name}`, 'Output', 'Generic')
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'end.exec_in')
      .wire(`b.__break_struct_field__${name}`, 'end.response');
    expect((await run(built)).result).toBe(expected);
  });
});

it('struct_make gives an empty structure', async () => {
  expect((await runNode('struct_make', {}, 'struct')).result).toEqual({});
});

it('struct_make_from_schema puts its inputs together, and fails without one', async () => {
  const built = board()
    .node('start', 'events_simple')
    .node('m', 'struct_make_from_schema')
    .pin('m.__make_struct_field__a', 'Input', 'Generic')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('m.struct_out', 'end.response');
  expect((await run(built)).status).toBe('failed');
  expect((await run(built.default('m.__make_struct_field__a', 1))).result).toEqual({ a: 1 });
});
