import { describe, expect, it } from '@jest/globals';
import { readBoard } from '../board.js';
import { findProblems } from './find-problems.js';
import { chain, registry, types } from '../rules.testing.js';
import { aBoard, type BoardBuilder } from '../testing.js';

const problemsOf = (built: BoardBuilder) => findProblems(readBoard(built.json()), registry);
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
    const built = chain('a').pin('a.extra', 'Input', 'String');
    expect(problemsOf(built)).toEqual([
      {
        severity: 'error',
        code: 'missing_input',
        nodeId: 'a',
        pinId: 'a.extra',
        message: 'The input "extra" of node "Say" (say) has neither a wire nor a value',
      },
    ]);
  });

  it('pins of the type that the placed node lacks', () => {
    const json = chain('a').json() as { nodes: { a: { pins: Record<string, unknown> } } };
    delete json.nodes.a.pins['a.text'];
    expect(findProblems(readBoard(json), registry)).toMatchObject([
      {
        severity: 'error',
        code: 'missing_pin',
        nodeId: 'a',
        message: expect.stringContaining('"text"'),
      },
    ]);
  });

  it('variables the board does not have', () => {
    const built = chain('a').variable('known', 1).pin('a.var_ref', 'Input', 'String');
    expect(problemsOf(built.default('a.var_ref', 'known'))).toEqual([]);
    expect(found(built.default('a.var_ref', 'gone'))).toEqual([
      ['error', 'unknown_variable', 'a', 'a.var_ref'],
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
        message: expect.stringContaining('"Count" → "Count"'),
      },
    ]);
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

  it('two pins with one id', () => {
    const json = chain('a', 'b').json() as {
      nodes: Record<string, { pins: Record<string, object> }>;
    };
    json.nodes['b']!.pins['a.in'] = json.nodes['a']!.pins['a.in']!;
    expect(findProblems(readBoard(json), registry)).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'duplicate_pin_id', nodeId: 'b' }),
    );
  });
});
