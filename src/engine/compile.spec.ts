import { describe, expect, it } from '@jest/globals';
import { compile } from './compile.js';
import { readBoard } from './board.js';
import { execute } from './execute.js';
import type { NodeJson, PinJson } from './node-json.js';
import { defineNode } from './node-type.js';
import * as pin from './pins.js';
import { NodeRegistry } from './registry.js';
import { board, chain, registry, run, said, start, types } from './rules.testing.js';
import { aBoard, type BoardBuilder, RecordingHost } from './testing.js';

interface Json {
  nodes: Record<string, NodeJson>;
  layers: Record<string, { pins: Record<string, PinJson>; nodes?: object }>;
  refs: Record<string, string>;
}
const jsonOf = (built: BoardBuilder) => structuredClone(built.json()) as Json;
const programOf = (json: object) => compile(readBoard(json), registry);
const saidBy = async (json: object) => {
  const result = await execute(programOf(json), { start: 'start', host: new RecordingHost() });
  return result.logs.filter(({ level }) => level === 'Info').map(({ message }) => message);
};

describe('layers', () => {
  it('pass on values and control, through as many relays as there are', async () => {
    const built = board()
      .node('n', 'count')
      .node('a', 'say')
      .layer('outer', { gate: 'Execution', text: 'Generic' })
      .layer('inner', { gate: 'Execution', text: 'Generic' })
      .wire('start.out', 'outer.gate')
      .wire('outer.gate', 'inner.gate')
      .wire('inner.gate', 'a.in')
      .wire('n.value', 'outer.text')
      .wire('outer.text', 'inner.text')
      .wire('inner.text', 'a.text');
    expect(await said(built)).toEqual(['1']);
  });

  it('give the default of the relay where no wire goes on', async () => {
    const built = chain('a').layer('box', { text: 'Generic' }).wire('box.text', 'a.text');
    expect(await said(built.default('box.text', 'typed at the layer'))).toEqual([
      'typed at the layer',
    ]);
  });

  it('lead one output to many nodes, and one node once through several relays', async () => {
    const built = board()
      .node('a', 'say', { text: 'a' })
      .node('b', 'say', { text: 'b' })
      .layer('box', { one: 'Execution', two: 'Execution' })
      .wire('start.out', 'box.one')
      .wire('start.out', 'box.two')
      .wire('box.one', 'b.in')
      .wire('box.two', 'b.in')
      .wire('box.two', 'a.in');
    expect(await said(built)).toEqual(['a', 'b']);
  });

  it('in a ring lead nowhere', async () => {
    const built = chain('a')
      .layer('box', { x: 'Generic', y: 'Generic' })
      .wire('box.x', 'box.y')
      .wire('box.y', 'box.x')
      .wire('box.y', 'a.text')
      .wire('start.out', 'box.x');
    expect(await run(built)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('Detected circular dependency in pin chain'),
    });
  });

  it('of old boards repeat pins of nodes, which win', async () => {
    const json = jsonOf(chain('a', 'b'));
    const alias = { ...json.nodes['b']!.pins['b.in']!, connected_to: [], depends_on: [] };
    json.layers['box'] = { pins: { 'b.in': alias } };
    expect(await saidBy(json)).toEqual(['a', 'b']);
  });

  it('hold no nodes, whatever they say', async () => {
    const json = jsonOf(chain('a'));
    const { a: inside, ...nodes } = json.nodes;
    json.layers['box'] = { pins: {}, nodes: { a: inside } };
    expect(programOf({ ...json, nodes }).nodes.map(({ id }) => id)).toEqual(['start']);
  });
});

describe('links', () => {
  it('that one end does not know of, or that lead nowhere, are none', async () => {
    const built = chain('a').node('b', 'say', { text: 'b' });
    for (const id of ['b.in', 'nowhere', '__proto__', 'constructor']) built.halfWire('a.out', id);
    expect(await said(built)).toEqual(['a']);
    const json = jsonOf(built);
    json.nodes['b']!.pins['b.in']!.depends_on = ['a.out'];
    expect(await saidBy(json)).toEqual(['a', 'b']);
  });

  it('that end at an output do not change where its value comes from', async () => {
    const built = chain('a')
      .pin('start.text', 'Output', 'String')
      .default('start.text', 'its own')
      .node('n', 'count')
      .wire('n.value', 'start.text')
      .wire('start.text', 'a.text');
    expect(await said(built)).toEqual(['its own']);
  });

  it('of two pins with one id belong to the first', async () => {
    const json = jsonOf(chain('a', 'b'));
    json.nodes['x'] = { ...json.nodes['b']!, id: 'x' };
    expect(await saidBy(json)).toEqual(['a', 'b']);
  });
});

describe('pins of one name', () => {
  const joiner = defineNode({
    name: 'joiner',
    title: 'Joiner',
    doc: 'Joins texts.',
    category: 'Test',
    inputs: { in: pin.exec('In', 'Starts it.'), part: pin.list(pin.string('Part', 'A part.'), 0) },
    outputs: { out: pin.list(pin.exec('Out', 'Goes on.'), 0) },
    bind: ({ inputs: { part }, outputs: { out } }) => {
      return (at) => {
        at.setResult(part.map((each) => each.read(at)));
        for (const each of out) each.on(at);
      };
    },
  });

  it('are read by index, and then by id', async () => {
    const built = aBoard([...types, joiner])
      .node('start', 'start')
      .node('j', 'joiner')
      .wire('start.out', 'j.in');
    for (let count = 0; count < 4; count++) built.pin('j.part', 'Input', 'String');
    const json = jsonOf(built);
    const indexes = [3, 1, 2, 1];
    Object.values(json.nodes['j']!.pins)
      .filter(({ name }) => name === 'part')
      .forEach((part, place) => {
        part.index = indexes[place]!;
        part.default_value = [...Buffer.from(JSON.stringify('abcd'[place]))];
      });
    const program = compile(readBoard(json), new NodeRegistry([...types, joiner]));
    const { result } = await execute(program, { start: 'start', host: new RecordingHost() });
    expect(result).toEqual(['b', 'd', 'c', 'a']);
  });

  it('that carry data are no execution outputs', async () => {
    const built = aBoard([...types, joiner])
      .node('start', 'start')
      .node('j', 'joiner')
      .pin('j.out', 'Output', 'String')
      .pin('j.out', 'Output', 'Execution')
      .node('a', 'say', { text: 'a' })
      .wire('start.out', 'j.in')
      .wire('j.out#2', 'a.in');
    const program = compile(readBoard(built.json()), new NodeRegistry([...types, joiner]));
    const { logs } = await execute(program, { start: 'start', host: new RecordingHost() });
    expect(logs.map(({ message }) => message)).toContain('a');
  });
});

describe('boards of any size', () => {
  const MANY = 1000;

  it('one output that leads to thousands of nodes, and to thousands of pins of one node', () => {
    const built = board().node('n', 'say');
    for (let count = 0; count < MANY; count++)
      built.node(`a${count}`, 'say').wire('start.out', `a${count}.in`);
    const json = jsonOf(built);
    const { pins } = json.nodes['n']!;
    const { connected_to } = json.nodes['start']!.pins['start.out']!;
    for (let count = 0; count < MANY; count++) {
      const id = `n.in#${count}`;
      pins[id] = { ...pins['n.in']!, id, depends_on: ['start.out'] };
      connected_to.push(id);
    }
    const { targets } = programOf(json).startNodes[0]!.exits[0]!;
    expect(targets).toHaveLength(MANY + 1);
    expect(targets.at(-1)!.pins).toHaveLength(MANY);
  });

  it('relays that multiply their wires are refused', () => {
    const built = board().layer('box', { relay: 'Execution' });
    for (let count = 0; count < 1500; count++)
      built
        .node(`a${count}`, 'say')
        .wire(`a${count}.out`, 'box.relay')
        .wire('box.relay', `a${count}.in`);
    expect(() => programOf(built.json())).toThrow('layers lead their wires over more than');
  });
});

it('takes the key of a map for the id of what stands there', () => {
  const json = jsonOf(board());
  json.nodes['start']!.id = 'another';
  expect(programOf(json).nodeById.has('start')).toBe(true);
});

it('takes ids and names that every object has by nature', async () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const built = aBoard([start, ...types.slice(1)]).node('start', 'start');
  for (const name of names) built.node(name, 'say', { text: name }).wire('start.out', `${name}.in`);
  built.node('hasOwnProperty', 'valueOf');
  expect(await saidBy(built.json())).toEqual(names.toSorted());
});

describe('functions', () => {
  it('tell what callers give them, in pin order, with texts that stand in refs', () => {
    const built = board()
      .pin('start.b', 'Output', 'Integer')
      .pin('start.a', 'Output', 'String')
      .pin('start.auto_handle_error_string', 'Output', 'String')
      .default('start.a', 'x');
    const json = jsonOf(built);
    json.refs = { key: 'A text' };
    Object.assign(json.nodes['start']!.pins['start.a']!, {
      friendly_name: 'A',
      description: 'key',
      schema: '{}',
      value_type: 'Array',
    });
    Object.assign(json.nodes['start']!.pins['start.b']!, { description: 'constructor' });
    const parameters = [...programOf(json).nodeById.get('start')!.parameters.values()];
    expect(parameters.map((parameter) => ({ ...parameter, slot: 0 }))).toEqual([
      {
        name: 'b',
        title: 'b',
        doc: 'constructor',
        dataType: 'Integer',
        valueType: 'Normal',
        schema: '',
        default: undefined,
        slot: 0,
      },
      {
        name: 'a',
        title: 'A',
        doc: 'A text',
        dataType: 'String',
        valueType: 'Array',
        schema: '{}',
        default: 'x',
        slot: 0,
      },
    ]);
  });
});
