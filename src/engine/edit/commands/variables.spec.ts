import { describe, expect, it } from '@jest/globals';
import { board } from '../boards.testing.js';
import { essence, execute, redo, refusal, stored, undo } from './commands.testing.js';

const start = () =>
  stored(
    board().node('a', 'source').variable('v', 'text').variable('s', 'hidden', { secret: true }),
  );
const HIDDEN = [...new TextEncoder().encode('"hidden"')];
const upsert = (variable: object) => ({ command_type: 'UpsertVariable', variable });
const remove = (id: string) => ({
  command_type: 'RemoveVariable',
  variable: { id, name: 'x', data_type: 'String' },
});
const text = (id: string, fields: object = {}) => ({
  id,
  name: id,
  data_type: 'String',
  ...fields,
});

describe('UpsertVariable', () => {
  it('adds a variable with the defaults of the ecosystem', () => {
    const { board: after, answers } = execute(start(), [upsert(text('new', { mood: 'good' }))]);
    expect(after.variables['new']).toEqual({
      id: 'new',
      name: 'new',
      category: null,
      description: null,
      default_value: null,
      data_type: 'String',
      value_type: 'Normal',
      exposed: false,
      secret: false,
      editable: true,
      schema: null,
      runtime_configured: false,
      hash: null,
    });
    expect(answers[0]).toMatchObject({ old_variable: null });
    const before = undo(after, answers);
    expect(essence(before)).toEqual(essence(start()));
    expect(essence(redo(before, answers))).toEqual(essence(after));
  });

  it('replaces one and notes down the old one', () => {
    const { board: after, answers } = execute(start(), [upsert(text('v', { exposed: true }))]);
    expect(after.variables['v']).toMatchObject({ exposed: true, default_value: null });
    expect(answers[0]).toMatchObject({ old_variable: { exposed: false } });
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('makes a JSON schema of an example of a struct, and brings schemas into one form', () => {
    const schemaOf = (schema: string | null, data_type = 'Struct') => {
      const { board: after } = execute(start(), [upsert(text('v', { schema, data_type }))]);
      const key = after.variables['v']!.schema;
      return key && after.refs[key];
    };
    expect(JSON.parse(schemaOf('{"b": 1, "a": "x"}')!)).toMatchObject({
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'integer' } },
    });
    expect(schemaOf('{ "type": "object", "$id": "x" }')).toBe('{"$id":"x","type":"object"}');
    expect(schemaOf(null)).toBeNull();
    expect(schemaOf('anything', 'String')).toBe('anything');
    const bad = upsert(text('v', { schema: 'no JSON', data_type: 'Struct' }));
    expect(refusal(start(), bad)).toBe(
      'variable.schema must be a JSON schema, or an example in JSON',
    );
  });

  it('takes a schema by its key, as clients read it, and undone brings it back to the letter', () => {
    const struct = text('v', { data_type: 'Struct', schema: '{"type":"object"}' });
    const before = execute(start(), [upsert(struct)]).board;
    const { schema } = before.variables['v']!;
    const { board: after, answers } = execute(before, [
      upsert({ ...struct, schema, name: 'Other' }),
    ]);
    expect(after.refs[after.variables['v']!.schema!]).toBe('{"type":"object"}');
    expect(essence(undo(after, answers))).toEqual(essence(before));
  });

  it.each([
    [{ id: 'prototype' }, 'variable.id must not be prototype'],
    [{ name: null }, 'variable.name must be a string'],
    [{ data_type: 'Text' }, 'variable.data_type must be one of'],
    [{ secret: 1 }, 'variable.secret must be true or false'],
    [{ default_value: [1.5] }, 'variable.default_value must be a list of bytes or null'],
  ])('refuses %j', (fields, message) => {
    expect(refusal(start(), upsert(text('v', fields)))).toContain(message);
  });
});

describe('RemoveVariable', () => {
  it('removes a variable, and undone brings back the one that was there', () => {
    const { board: after, answers } = execute(start(), [remove('v')]);
    expect(after.variables).not.toHaveProperty('v');
    expect(essence(undo(after, answers))).toEqual(essence(start()));
    expect(() => undo(start(), answers)).toThrow('There is a variable v again');
  });

  it('refuses one that is not there', () => {
    for (const id of ['nobody', 'toString'])
      expect(refusal(start(), remove(id))).toBe('Variable not found');
  });
});

it('variables that are not editable are neither changed nor removed, by an undo either', () => {
  const fixed = execute(start(), [upsert(text('v', { editable: false }))]);
  expect(refusal(fixed.board, upsert(text('v')))).toBe('Variable is not editable');
  expect(refusal(fixed.board, remove('v'))).toBe('Variable is not editable');
  expect(() => undo(fixed.board, fixed.answers)).toThrow('Variable is not editable');
});

describe('secret variables', () => {
  const secret = text('s', { secret: true });

  it('keep their value when a client sends null, as it reads it', () => {
    const { board: after } = execute(start(), [upsert({ ...secret, name: 'Renamed' })]);
    expect(after.variables['s']).toMatchObject({ name: 'Renamed', default_value: HIDDEN });
  });

  it('take a new value', () => {
    const { board: after } = execute(start(), [upsert({ ...secret, default_value: [49] })]);
    expect(after.variables['s']!.default_value).toEqual([49]);
  });

  it('lose their value with their secrecy, in an undo too', () => {
    const { board: after } = execute(start(), [upsert({ ...secret, secret: false })]);
    expect(after.variables['s']!.default_value).toBeNull();
    const forged = { ...upsert(secret), old_variable: { ...secret, secret: false } };
    expect(undo(start(), [forged]).variables['s']!.default_value).toBeNull();
  });

  it('are in no answer', () => {
    const commands = [
      upsert(secret),
      upsert({ ...secret, default_value: [55, 55, 55] }),
      remove('s'),
      upsert({ ...secret, default_value: [55, 55, 55] }),
      {
        command_type: 'CopyPaste',
        original_variables: [{ ...secret, default_value: [55, 55, 55] }],
        offset: [0, 0, 0],
      },
    ];
    const { answers, skipped } = execute(start(), commands);
    expect(skipped).toEqual([]);
    expect(JSON.stringify(answers)).not.toContain(HIDDEN.join());
    expect(JSON.stringify(answers)).not.toContain('55,55,55');
  });

  it('keep their value through undo and redo of a change', () => {
    const { board: after, answers } = execute(start(), [upsert({ ...secret, name: 'Renamed' })]);
    const before = undo(after, answers);
    expect(essence(before)).toEqual(essence(start()));
    expect(essence(redo(before, answers))).toEqual(essence(after));
  });

  it('come back without a value when their removal is undone', () => {
    const { board: after, answers } = execute(start(), [remove('s')]);
    expect(undo(after, answers).variables['s']).toMatchObject({
      secret: true,
      default_value: null,
    });
  });
});
