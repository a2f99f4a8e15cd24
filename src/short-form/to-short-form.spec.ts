import { describe, expect, it } from '@jest/globals';
import { type BoardJson, Float, NodeRegistry } from '../engine/index.js';
import { allNodes } from '../nodes/index.js';
import { board } from '../nodes/testing.js';
import { fromShortForm } from './from-short-form.js';
import { toShortForm } from './to-short-form.js';

const registry = new NodeRegistry(allNodes);
const write = (json: object) => toShortForm(json as BoardJson, registry);

const TEXT = `name: Any name
description: |-
  Two
  lines
version: 1.2.3
log_level: Debug
variables:
  Pass_word:
    type: string
    name: Pass word
    description: "What opens it: a secret"
    schema: { type: string, maxLength: 5.0 }
    secret: true
  list: { type: array<integer>, value: [1, 2] }
nodes:
  start: events_simple
  for_each:
    node: control_for_each
    array: [1, 1.0, "1", <- no wire]
  line:
    node: string_format
    format_string: "{i}"
    i: <- for_each.value
  say:
    node: { type: log_info, title: Say it, comment: Loudly. }
    message: <- line.formatted_string
  escaped:
    node: log_info
    message: \\<- line.formatted_string
  ask:
    node: ai_ask
    prompt: ""
flow:
  - start -> for_each
  - for_each.exec_out -> say -> escaped -> ask
layers:
  inside: { color: red, nodes: [line, say] }
layout:
  say: [1.5, -2]
ids:
  board: b1
  nodes:
    for_each: ek4tee4s3nufw3drfnwd20hw
  variables:
    Pass_word: dj1rpux2s8dl9b7o93o6nrec
node_types:
  ai_ask:
    category: AI
    inputs:
      in: execution
      prompt: { type: string, title: Prompt, options: { sensitive: true } }
    outputs:
      out: execution
`;

describe('the short form of a board', () => {
  it('says all that is not as usual, in one way', () => {
    expect(write(fromShortForm(TEXT, registry))).toBe(TEXT);
  });

  it('has no value of a secret', () => {
    const json = board().variable('key', 'sesame', { secret: true }).json();
    expect(write(json)).not.toContain('sesame');
  });

  it('leaves out what a fresh node has anyway', () => {
    const json = board()
      .node('start', 'events_simple')
      .node('wait', 'delay', { time: new Float(1000) });
    expect(write(json.json())).toContain('\n  wait: delay\n');
    expect(write(json.default('wait.time', 1000).json())).toContain('\n    time: 1000\n');
  });

  it('is refused for what is no board', () => {
    expect(() => write({ id: 'b', nodes: { n: {} } })).toThrow('nodes.n.name must be a string');
  });
});

describe('small changes are small in the text', () => {
  const lines = (change: (json: BoardJson) => void = () => undefined) => {
    const built = board().node('start', 'events_simple');
    for (const id of ['b', 'c', 'd']) built.node(`n${id}`, 'log_info', { message: id });
    built.wire('start.exec_out', 'nb.exec_in').wire('nb.exec_out', 'nc.exec_in');
    const json = structuredClone(built.json()) as BoardJson;
    change(json);
    return write(json).split('\n');
  };
  const changed = (change: (json: BoardJson) => void) => {
    const [before, after] = [lines(), lines(change)];
    return {
      gone: before.filter((line) => !after.includes(line)),
      new: after.filter((line) => !before.includes(line)),
    };
  };

  it('a value: one line', () => {
    const change = changed(({ nodes }) => {
      nodes['nb']!.pins['nb.message']!.default_value = [...Buffer.from('"x"')];
    });
    expect(change).toEqual({ gone: ['    message: b'], new: ['    message: x'] });
  });

  it('a move: one line', () => {
    const change = changed(({ nodes }) => (nodes['nc']!.coordinates = [5, 6, 0]));
    expect(change).toEqual({ gone: ['  nc: [0, 0]'], new: ['  nc: [5, 6]'] });
  });

  it('a wire: one line', () => {
    const change = changed(({ nodes }) => {
      nodes['nc']!.pins['nc.exec_out']!.connected_to = ['nd.exec_in'];
      nodes['nd']!.pins['nd.exec_in']!.depends_on = ['nc.exec_out'];
    });
    expect(change).toEqual({
      gone: ['  - start -> nb -> nc'],
      new: ['  - start -> nb -> nc -> nd'],
    });
  });
});
