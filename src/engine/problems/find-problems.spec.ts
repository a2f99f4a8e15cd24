import { describe, expect, it } from '@jest/globals';
import { readBoard } from '../board.js';
import { findProblems } from './find-problems.js';
import type { NodeJson } from '../node-json.js';
import { NodeRegistry } from '../registry.js';
import { chain, registry, start, types } from '../rules.testing.js';
import { aBoard, type BoardBuilder } from '../testing.js';

interface Json {
  nodes: Record<string, NodeJson>;
}
const problemsOf = (built: BoardBuilder) => findProblems(readBoard(built.json()), registry);
const messages = (built: BoardBuilder) => problemsOf(built).map(({ message }) => message);
const found = (built: BoardBuilder) =>
  problemsOf(built).map(({ severity, code, nodeId, pinId }) => [severity, code, nodeId, pinId]);

describe('findProblems', () => {
  it('finds none on a good board', () => {
    expect(problemsOf(chain('a', 'b'))).toEqual([]);
  });

  it('a board nobody can start', () => {
    expect(found(aBoard(types))).toEqual([['warning', 'no_start_node', null, null]]);
  });

  it('a type this server lacks: an error where it is reached, else a warning', () => {
    const unknown = chain('a').node('x', 'no_such_node');
    expect(found(unknown)).toEqual([
      ['warning', 'unreachable_node', 'x', null],
      ['warning', 'unknown_node_type', 'x', null],
    ]);
    expect(problemsOf(unknown.wire('a.out', 'x.exec_in'))).toEqual([
      {
        severity: 'error',
        code: 'unknown_node_type',
        nodeId: 'x',
        pinId: null,
        message: 'Node "no_such_node" (no_such_node) is of a type this server does not have',
      },
    ]);
  });

  it('nodes no way leads to; pure nodes are reached by what they feed', () => {
    const built = chain('a').node('n', 'count').node('idle', 'count').node('far', 'say');
    expect(found(built.wire('n.value', 'a.text'))).toEqual([
      ['warning', 'unreachable_node', 'idle', null],
      ['warning', 'unreachable_node', 'far', null],
    ]);
  });

  it('nodes behind a layer and behind an error pin are reached', () => {
    const built = chain('a')
      .layer('box', { gate: 'Execution' })
      .node('inside', 'say')
      .node('bad', 'fail')
      .pin('bad.auto_handle_error', 'Output', 'Execution')
      .node('caught', 'say')
      .wire('a.out', 'box.gate')
      .wire('box.gate', 'inside.in')
      .wire('inside.out', 'bad.in')
      .wire('bad.auto_handle_error', 'caught.in');
    expect(problemsOf(built)).toEqual([]);
  });

  it('inputs with neither a wire nor a value', () => {
    const json = chain('a').json() as Json;
    json.nodes['a']!.pins['a.text']!.default_value = null;
    expect(findProblems(readBoard(json), registry)).toEqual([
      {
        severity: 'error',
        code: 'missing_input',
        nodeId: 'a',
        pinId: 'a.text',
        message: 'The input "text" of node "Say" (say) has neither a wire nor a value',
      },
    ]);
  });

  it('inputs whose wires bring no value', () => {
    const circle = chain('a').layer('box', { x: 'Generic' }).wire('box.x', 'box.x');
    expect(messages(circle.wire('box.x', 'a.text'))).toEqual([
      'The input "text" of node "Say" (say) is wired in a circle',
    ]);
    const end = chain('a').layer('box', { x: 'Generic' }).wire('box.x', 'a.text');
    expect(messages(end)).toEqual([
      'The input "text" of node "Say" (say) is wired to where no value comes from',
    ]);
    const idle = chain('a').node('idle', 'say').pin('idle.note', 'Output', 'String');
    expect(messages(idle.wire('idle.note', 'a.text'))).toContain(
      'The input "text" of node "Say" (say) is wired to node "Say" (say), which never runs',
    );
  });

  it('values that a pin can not take', () => {
    const built = chain('a').default('a.wait', 'long');
    expect(problemsOf(built)).toEqual([
      {
        severity: 'error',
        code: 'wrong_value',
        nodeId: 'a',
        pinId: 'a.wait',
        message:
          'The input "wait" of node "Say" (say) can\'t take its value: Pin \'wait\' holds a string, expected an integer',
      },
    ]);
  });

  it('no inputs that their node does without, or never looks at', () => {
    const built = chain('a').pin('a.unknown', 'Input', 'String');
    expect(problemsOf(built)).toEqual([]);
    const caller = (extraPins: 'required' | 'optional') => {
      const say = { ...types.find(({ name }) => name === 'say')!, extraPins };
      return findProblems(readBoard(built.json()), new NodeRegistry([start, say]));
    };
    expect(caller('optional')).toEqual([]);
    expect(caller('required')).toMatchObject([{ code: 'missing_input', pinId: 'a.unknown' }]);
  });

  it('pins of the type that the placed node lacks', () => {
    const json = chain('a').json() as Json;
    delete json.nodes['a']!.pins['a.text'];
    expect(findProblems(readBoard(json), registry)).toMatchObject([
      {
        severity: 'error',
        code: 'missing_pin',
        nodeId: 'a',
        message: expect.stringContaining('"text"'),
      },
    ]);
  });

  it('no pin for data that a wire made one for control, but one for control that is for data', () => {
    const built = chain('a').type('a.text', 'Execution');
    expect(problemsOf(built)).toEqual([]);
    expect(found(built.type('a.out', 'String'))).toEqual([['error', 'missing_pin', 'a', null]]);
  });

  it('variables the board does not have', () => {
    const built = chain('a').variable('known', 1).pin('a.var_ref', 'Input', 'String');
    expect(problemsOf(built.default('a.var_ref', 'known'))).toEqual([]);
    expect(found(built.default('a.var_ref', 'gone'))).toEqual([
      ['error', 'unknown_variable', 'a', 'a.var_ref'],
    ]);
  });

  it('functions the board does not have; one that it has is reached by its call', () => {
    const built = chain('a').node('f', 'say').pin('a.fn_ref', 'Input', 'String');
    expect(problemsOf(built.default('a.fn_ref', 'f'))).toEqual([]);
    expect(found(built.default('a.fn_ref', 'gone'))).toEqual([
      ['error', 'unknown_function', 'a', 'a.fn_ref'],
      ['warning', 'unreachable_node', 'f', null],
    ]);
  });

  it('rings of pure nodes, each once', () => {
    const built = chain('a')
      .node('x', 'count')
      .node('y', 'count')
      .wire('x.value', 'y.add')
      .wire('y.value', 'x.add')
      .wire('y.value', 'a.text');
    expect(problemsOf(built)).toMatchObject([
      {
        severity: 'error',
        code: 'pure_cycle',
        message: 'Nodes without execution pins wait for each other: "Count" → "Count" → "Count"',
      },
    ]);
  });

  it('of rings that share nodes one, and as a warning where nobody runs them', () => {
    const built = chain('a');
    for (const id of ['x', 'y', 'z']) built.node(id, 'count');
    const wires = ['xy', 'yx', 'xz', 'zx'];
    for (const [from, to] of wires) built.wire(`${from}.value`, `${to}.add`);
    expect(found(built).filter(([, code]) => code === 'pure_cycle')).toHaveLength(1);
    expect(found(built)).toContainEqual(['warning', 'pure_cycle', 'z', null]);
  });

  it('wires that no editor draws', () => {
    const built = chain('a').node('n', 'count').node('m', 'count').wire('n.value', 'm.value');
    expect(found(built.wire('m.value', 'a.text'))).toContainEqual([
      'warning',
      'backward_link',
      'm',
      'm.value',
    ]);
    const twice = chain('a').node('n', 'count').node('m', 'count').wire('n.value', 'a.text');
    expect(problemsOf(twice.wire('m.value', 'a.text'))).toEqual([
      {
        severity: 'warning',
        code: 'ignored_link',
        nodeId: 'a',
        pinId: 'a.text',
        message:
          'Of the 2 wires that end at "text" of node "Say" (say) only the one from "value" of node "Count" (count) counts',
      },
    ]);
    const out = chain('a', 'b').wire('a.text', 'b.text');
    expect(found(out)).toEqual([['warning', 'backward_link', 'a', 'a.text']]);
  });

  it('links that lead nowhere, and links only one end knows of', () => {
    const built = chain('a').halfWire('a.out', 'nowhere').halfWire('start.out', 'a.text');
    expect(found(built)).toEqual([
      ['warning', 'one_sided_link', 'start', 'start.out'],
      ['warning', 'dangling_link', 'a', 'a.out'],
    ]);
  });

  it('wires between pins that do not fit', () => {
    const built = chain('a').node('n', 'count').node('b', 'say');
    built.pin('n.list', 'Output', 'Integer').pin('a.name', 'Input', 'String');
    expect(problemsOf(built.wire('n.list', 'a.name'))).toContainEqual({
      severity: 'warning',
      code: 'type_mismatch',
      nodeId: 'a',
      pinId: 'a.name',
      message:
        'The wire from "list" of node "Count" (count) to "name" of node "Say" (say) carries Integer to a pin for String',
    });
    expect(found(built.wire('a.out', 'b.text'))).toContainEqual([
      'error',
      'type_mismatch',
      'b',
      'b.text',
    ]);
  });

  it('wires whose ends do not fit, whatever the relays between them say', () => {
    const built = chain('a').pin('a.name', 'Input', 'String').node('n', 'count');
    built.layer('box', { x: 'Boolean' }).wire('n.value', 'box.x').wire('box.x', 'a.name');
    expect(found(built)).toEqual([['warning', 'type_mismatch', 'a', 'a.name']]);
  });

  it('in names of any length', () => {
    const json = chain('a').json() as Json;
    json.nodes['a']!.friendly_name = 'x'.repeat(10_000);
    json.nodes['a']!.pins['a.text']!.default_value = null;
    const [problem] = findProblems(readBoard(json), registry);
    expect(problem!.message.length).toBeLessThan(200);
  });

  it('more than could be arguments of one call', () => {
    const json = chain('a').json() as Json;
    const nowhere = Array.from({ length: 150_000 }, (_, number) => `nowhere ${number}`);
    json.nodes['a']!.pins['a.out']!.connected_to = nowhere;
    expect(findProblems(readBoard(json), registry)).toHaveLength(150_000);
  });

  it('two pins with one id', () => {
    const json = chain('a', 'b').json() as Json;
    json.nodes['b']!.pins['a.in'] = json.nodes['a']!.pins['a.in']!;
    expect(findProblems(readBoard(json), registry)).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'duplicate_pin_id', nodeId: 'b' }),
    );
  });
});
