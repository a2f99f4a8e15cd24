import { describe, expect, it } from '@jest/globals';
import {
  type BoardJson,
  Float,
  NodeRegistry,
  runUpdateHooks,
  type Value,
} from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { allNodes } from '../index.js';
import { board, messages, run } from '../testing.js';

type Pin = readonly [name: string, dataType: string, facts?: object];

/** Refers to an event `fn`, which gives back what its one pin holds. */
function asking(pin?: Pin, refs: readonly string[] = ['fn'], fields: object = {}) {
  const built = board({ ...fields })
    .node('start', 'events_simple')
    .node('ask', 'interaction_form')
    .node('done', 'log_info')
    .node('late', 'log_info', { message: 'late' })
    .node('fn', 'events_simple')
    .wire('start.exec_out', 'ask.exec_in')
    .wire('ask.exec_out', 'done.exec_in')
    .wire('ask.response', 'done.message')
    .wire('ask.exec_timeout', 'late.exec_in');
  if (pin !== undefined)
    built
      .pin(`fn.${pin[0]}`, 'Output', pin[1])
      .node('give', 'events_generic_return_result')
      .wire('fn.exec_out', 'give.exec_in')
      .wire(`fn.${pin[0]}`, 'give.response');
  const { nodes } = built.json() as BoardJson;
  nodes['ask']!.fn_refs!.fn_refs = [...refs];
  if (pin !== undefined) Object.assign(nodes['fn']!.pins[`fn.${pin[0]}`]!, pin[2]);
  return built;
}
const answering = (reply: Value | undefined) => new RecordingHost().answerQuestions(() => reply);
const bytes = (text: string) => [...new TextEncoder().encode(text)];

describe('interaction_form', () => {
  it('has a field for each output of its function', async () => {
    const facts = {
      friendly_name: 'Your age',
      description: 'In years',
      default_value: bytes('18'),
    };
    const host = answering({ age: 40 });
    expect((await run(asking(['age', 'Integer', facts]), { host })).result).toBe(40);
    const described = { title: 'Your age', description: 'In years', default: 18 };
    expect(host.events[0]).toMatchObject({
      type: 'interaction_request',
      payload: { ttl_seconds: 300 },
    });
    expect(host.questions[0]!.interactionType).toEqual({
      type: 'form',
      schema: {
        type: 'object',
        properties: { age: { type: 'integer', ...described } },
        required: [],
      },
      fields: [
        {
          id: 'age',
          label: 'Your age',
          description: 'In years',
          type: 'integer',
          required: false,
          default: 18,
        },
      ],
    });
  });

  it.each<[string, object, Value]>([
    ['String', {}, { type: 'string' }],
    ['Generic', {}, {}],
    ['Float', { value_type: 'Array' }, { type: 'array', items: { type: 'number' } }],
    [
      'Date',
      { value_type: 'HashSet' },
      { type: 'array', items: { type: 'string' }, uniqueItems: true },
    ],
    [
      'Byte',
      { value_type: 'HashMap' },
      { type: 'object', additionalProperties: { type: 'integer' } },
    ],
    ['Struct', { schema: '{"type":"object","properties":{}}' }, { type: 'object', properties: {} }],
    ['Struct', { schema: 'not JSON' }, { type: 'object' }],
    ['Struct', { schema: 'in-refs' }, { type: 'object', minProperties: 1 }],
  ])('describes %s %j as %j', async (dataType, facts, schema) => {
    const host = answering(undefined);
    const refs = { 'in-refs': '{"minProperties":1}' };
    await run(asking(['v', dataType, facts], ['fn'], { refs }), { host });
    expect(host.questions[0]!.interactionType).toMatchObject({
      schema: { properties: { v: { title: 'v', ...(schema as object) } }, required: ['v'] },
    });
  });

  it.each<[string, object, Value, Value]>([
    ['String', {}, 'a', 'a'],
    ['String', {}, 5, '5'],
    ['Date', {}, '2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
    ['Integer', {}, ' -3 ', -3],
    ['Integer', {}, new Float(2), 2],
    ['Byte', {}, '255', 255],
    ['Float', {}, 2, new Float(2)],
    ['Float', {}, '2.5e-1', 0.25],
    ['Boolean', {}, 'true', true],
    ['Boolean', {}, false, false],
    ['Struct', {}, '{"__proto__":1}', JSON.parse('{"__proto__":1}') as Value],
    ['Generic', {}, ['x'], ['x']],
    ['Integer', { value_type: 'Array' }, ['1', 2], [1, 2]],
    ['Integer', { value_type: 'HashSet' }, '[1]', [1]],
    ['Boolean', { value_type: 'HashMap' }, { a: 'false' }, { a: false }],
  ])('%s %j takes %j as %j', async (dataType, facts, typed, value) => {
    const result = await run(asking(['v', dataType, facts]), { host: answering({ v: typed }) });
    expect(result.error).toBeNull();
    expect(result.result).toEqual(value);
  });

  it.each<[string, object, Value, string]>([
    ['Integer', {}, '1.5', "The form has no Integer in 'v'"],
    ['Integer', {}, '9'.repeat(90), "The form has no Integer in 'v'"],
    ['Integer', {}, '1'.repeat(1000), "The form has no Integer in 'v'"],
    ['Integer', {}, true, "The form has no Integer in 'v'"],
    ['Byte', {}, 256, "The form has no Byte in 'v'"],
    ['Float', {}, 'NaN', "The form has no Float in 'v'"],
    ['Float', {}, '1e999', "The form has no Float in 'v'"],
    ['Boolean', {}, 1, "The form has no Boolean in 'v'"],
    ['Struct', {}, '[1]', "The form has no Struct in 'v'"],
    ['Struct', {}, '{', "The form has no Struct in 'v'"],
    ['Float', { value_type: 'Array' }, 1, "The form has no Float array in 'v'"],
    ['Float', { value_type: 'Array' }, ['x'], "The form has no Float array in 'v'"],
    ['Float', { value_type: 'HashMap' }, [], "The form has no Float map in 'v'"],
    ['Float', { value_type: 'HashMap' }, { a: 'x' }, "The form has no Float map in 'v'"],
    ['String', {}, null, "The form was sent without 'v'"],
  ])('%s %j refuses %j', async (dataType, facts, typed, error) => {
    const result = await run(asking(['v', dataType, facts]), { host: answering({ v: typed }) });
    expect(result.error).toContain(error);
    expect(result.result).toBeNull();
  });

  it('takes what was left out from the default of the pin, each time', async () => {
    const pin: Pin = ['v', 'String', { default_value: bytes('"d"') }];
    expect((await run(asking(pin), { host: answering({ other: 1 }) })).result).toBe('d');
    expect((await run(asking(['v', 'String']), { host: answering([]) })).error).toContain(
      'The answer must be an object',
    );
  });

  it('gives the answer as JSON, runs the function, and only then goes on', async () => {
    const built = asking()
      .node('wait', 'delay', { time: 5 })
      .node('in', 'log_info', { message: 'in' })
      .wire('fn.exec_out', 'wait.exec_in')
      .wire('wait.exec_out', 'in.exec_in');
    const result = await run(built, { host: answering({ v: 'x' }) });
    expect(messages(result, 'Info')).toEqual(['in', '{"v":"x"}']);
  });

  it('gives null when nobody answers, and does not run the function', async () => {
    const built = asking(['v', 'String']).node('out', 'log_info');
    built.wire('ask.exec_timeout', 'out.exec_in').wire('ask.response', 'out.message');
    const result = await run(built, { host: answering(undefined) });
    expect(messages(result, 'Info')).toEqual(['late', 'null']);
    expect(result.result).toBeNull();
  });

  it('fails without a function, and when the function fails', async () => {
    const host = answering({});
    for (const refs of [[], ['x'], ['done'], ['__proto__']])
      expect((await run(asking(undefined, refs), { host })).error).toContain(
        'The form refers to no function of this board',
      );
    expect(host.questions).toEqual([]);
    const broken = asking().node('bad', 'no_such_node').wire('fn.exec_out', 'bad.exec_in');
    expect((await run(broken, { host })).error).toContain(
      'Failed to execute function Simple Event: This server has no node type',
    );
  });

  it('asks its author for a function', () => {
    const errorOf = (built: ReturnType<typeof asking>) =>
      runUpdateHooks(built.json() as BoardJson, new NodeRegistry(allNodes), () => 'id').nodes[
        'ask'
      ]!.error ?? null;
    expect(errorOf(asking(undefined, []))).toBe(
      'Refer to the function that takes what is filled in.',
    );
    expect(errorOf(asking())).toBeNull();
  });
});
