import { describe, expect, it } from '@jest/globals';
import { NodeRegistry, type NodeJson, type PinJson } from '../engine/index.js';
import { allNodes } from '../nodes/index.js';
import { fromShortForm } from './from-short-form.js';
import { ShortFormError, type ShortFormProblem } from './short-form-error.js';

const registry = new NodeRegistry(allNodes);
const read = (text: string) => fromShortForm(text, registry);

function problemsOf(text: string): readonly ShortFormProblem[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ShortFormError) return error.problems;
    throw error;
  }
  return [];
}

const pinOf = (node: NodeJson | undefined, name: string): PinJson =>
  Object.values(node!.pins).find((pin) => pin.name === name)!;
const textIn = ({ default_value }: PinJson) => Buffer.from(default_value ?? []).toString();

describe('a text', () => {
  const board = read(`
name: Two lines
variables:
  greeting: { type: string, value: Hello, exposed: true }
  key: { type: string, secret: true }
nodes:
  start: events_simple
  hello:
    node: variable_get
    var_ref: greeting
  say:
    node: log_info
    message: <- hello.value_ref
    toast: true
  again:
    node: log_info
    message: \\<- no wire
flow:
  - start -> say -> again
layers:
  inner: { in: outer, nodes: [say] }
  outer: {}
`);

  it('becomes a board whose ids are its names', () => {
    expect(board.id).toBe('two_lines');
    expect(Object.keys(board.nodes)).toEqual(['start', 'hello', 'say', 'again']);
    expect(pinOf(board.nodes['again'], 'message').id).toBe('again.message');
    expect(board.variables['key']).toMatchObject({ secret: true, default_value: null });
    expect(board.variables['greeting']).toMatchObject({ exposed: true, data_type: 'String' });
  });

  it('types in values; a text that looks like a wire is one no more behind a backslash', () => {
    expect(textIn(pinOf(board.nodes['say'], 'toast'))).toBe('true');
    expect(textIn(pinOf(board.nodes['again'], 'message'))).toBe('"<- no wire"');
    expect(textIn(pinOf(board.nodes['hello'], 'var_ref'))).toBe('"greeting"');
  });

  it('lets nodes follow their wires and variables', () => {
    expect(board.nodes['hello']!.friendly_name).toBe('Get greeting');
    expect(pinOf(board.nodes['say'], 'message').data_type).toBe('String');
  });

  it('draws wires into layers through relay pins', () => {
    expect(board.layers['inner']!.parent_id).toBe('outer');
    expect(board.nodes['say']!.layer).toBe('inner');
    const { depends_on } = pinOf(board.nodes['say'], 'message');
    expect(Object.keys(board.layers['inner']!.pins)).toContain(depends_on[0]);
    expect(Object.keys(board.layers['outer']!.pins)).toHaveLength(3);
  });

  it('places nodes along their flow', () => {
    expect(board.nodes['start']!.coordinates).toEqual([0, 0, 0]);
    expect(board.nodes['say']!.coordinates).toEqual([300, 0, 0]);
    expect(board.nodes['hello']!.coordinates).toEqual([0, 160, 0]);
  });

  it('may be JSON', () => {
    const json = { nodes: { start: 'events_simple', say: { node: 'log_info', message: 'Hi' } } };
    const { nodes } = read(JSON.stringify({ ...json, flow: ['start -> say'] }));
    expect(pinOf(nodes['say'], 'exec_in').depends_on).toEqual(['start.exec_out']);
  });
});

describe('pins that a fresh node does not have', () => {
  it('one more of several with one name, by naming it', () => {
    const { nodes } = read(`
nodes:
  start: events_simple
  steps: control_sequence
  either: { node: bool_or, boolean#3: true }
  say: { node: log_info, message: <- either.result }
flow: [start -> steps, steps.exec_out#3 -> say]`);
    expect(Object.keys(nodes['steps']!.pins)).toContain('steps.exec_out#3');
    expect(textIn(nodes['either']!.pins['either.boolean#3']!)).toBe('true');
  });

  it('the way out for errors, by naming it', () => {
    const { nodes } = read(`
nodes:
  start: events_simple
  say: { node: log_info, message: <- start.auto_handle_error_string }
flow: [start.auto_handle_error -> say]`);
    expect(pinOf(nodes['start'], 'auto_handle_error')).toMatchObject({
      friendly_name: 'On Error',
      data_type: 'Execution',
      connected_to: ['say.exec_in'],
    });
  });

  it('outputs of an event, under its node', () => {
    const { nodes } = read(`
nodes:
  form:
    node: { type: events_generic, outputs: { name: string, tags: array<string> } }`);
    expect(pinOf(nodes['form'], 'tags')).toMatchObject({
      data_type: 'String',
      value_type: 'Array',
    });
  });

  it('those of a node type that only the text knows', () => {
    const { nodes } = read(`
nodes:
  ask: { node: ai_ask, prompt: Hi }
node_types:
  ai_ask: { category: AI, inputs: { go: execution, prompt: string }, outputs: { done: execution } }`);
    expect(nodes['ask']).toMatchObject({ name: 'ai_ask', category: 'AI', friendly_name: 'ai_ask' });
    expect(textIn(pinOf(nodes['ask'], 'prompt'))).toBe('"Hi"');
  });

  it('an input called node, with its number', () => {
    const { nodes } = read(`
nodes:
  text: { node: string_format, format_string: "{node} {title}", node#1: 5, title: x }`);
    expect(textIn(pinOf(nodes['text'], 'node'))).toBe('5');
    expect(textIn(pinOf(nodes['text'], 'title'))).toBe('"x"');
  });
});

describe('a text in place of a board', () => {
  const text = `
nodes:
  start: events_simple
  say: log_info
flow: [start -> say]
variables: { key: { type: string, secret: true } }`;

  it('leaves ids, secrets and what no text says as they were', () => {
    const before = read(text);
    const say = before.nodes['say']!;
    const pin = pinOf(say, 'message');
    delete say.pins[pin.id];
    say.pins['p1'] = { ...pin, id: 'p1' };
    before.id = 'b1';
    before.viewport = [1, 2, 3];
    before.variables['key']!.default_value = [49];
    const after = fromShortForm(text, registry, { previous: before });
    expect(pinOf(after.nodes['say'], 'message').id).toBe('p1');
    expect(after).toMatchObject({ id: 'b1', viewport: [1, 2, 3] });
    expect(after.variables['key']!.default_value).toEqual([49]);
  });
});

describe('problems', () => {
  it('are told all at once, in order, each with its place', () => {
    const problems = problemsOf(`nodes:
  start: events_simpel
  say:
    node: log_info
    mesage: Hi
    toast: <- each.valu
  each: control_for_each
flow:
  - each -> sy
`);
    expect(problems).toEqual([
      {
        line: 2,
        column: 10,
        path: 'nodes.start',
        message: 'There is no node type `events_simpel`: did you mean `events_simple`?',
      },
      {
        line: 5,
        column: 5,
        path: 'nodes.say.mesage',
        message:
          'There is no input `mesage` on `say` (log_info): did you mean `message`? (the inputs are message, toast)',
      },
      {
        line: 6,
        column: 12,
        path: 'nodes.say.toast',
        message:
          'There is no output `valu` on `each` (control_for_each): did you mean `value`? (the outputs are value, index)',
      },
      {
        line: 9,
        column: 5,
        path: 'flow[0]',
        message:
          '`each` (control_for_each) has several execution outputs, name one: `each.exec_out`, `each.done`',
      },
      {
        line: 9,
        column: 5,
        path: 'flow[0]',
        message: 'There is no node `sy`: did you mean `say`? (the nodes are start, say, each)',
      },
    ]);
  });

  const nodes = (lines: string) => `nodes:\n  start: events_simple\n${lines}`;
  it.each([
    ['colour: red\nnodes: {}', '`colour` means nothing here'],
    ['name: 5\nnodes: {}', 'This must be a text; one that looks like a number stands in quotes'],
    ['version: 1\nnodes: {}', '`version` must be three whole numbers with dots, such as 0.0.1'],
    ['stage: Live\nnodes: {}', '`stage` must be one of Dev, Int, QA, PreProd, Prod'],
    ['name: X', 'A board needs `nodes`'],
    ['- a', 'This must be a map'],
    ['nodes: { a b: log_info }', 'The name "a b" has other characters than letters'],
    ['nodes: { a: [] }', '`a` must be a node type, or a map with `node` and inputs'],
    ['nodes: { a: { message: 1 } }', '`a` needs `node`: the type it is of'],
    ['nodes: { a: { node: { title: A } } }', '`node` needs its `type`'],
    ['nodes: {}\nvariables: { a: { type: text } }', 'There is no type `text`; the types are exec'],
    ['nodes: {}\nvariables: { a: {} }', 'The variable `a` needs a `type`, such as string'],
    [
      'nodes: {}\nvariables: { a: { type: string, exposed: 1 } }',
      '`exposed` must be true or false',
    ],
    ['nodes: {}\nflow: [start]', 'A line of `flow` says what follows what'],
    ['nodes: {}\nflow: ["a b -> c"]', '`a b` is neither a node nor a `node.pin`'],
    [nodes('layout: { start: [1] }'), 'This must be two or three numbers, such as [300, 0]'],
    [nodes('layout: { end: [1, 2] }'), 'There is no node `end` to be placed'],
    [nodes('layers: { a: { nodes: [start] }, b: { nodes: [start] } }'), '`start` is in a layer'],
    [nodes('layers: { a: { in: b } }'), 'There is no layer `b`: did you mean `a`?'],
    [nodes('  a: log_info\nids: { nodes: { a: start } }'), '`a` has the id of `start`'],
    [nodes('  a: { node: log_info, message: <- start }'), '`start` is no wire: one is written'],
    [nodes('  a: { node: log_info, message: <- start.exec_in }'), 'There is no output `exec_in`'],
    [nodes('  a: { node: log_info, exec_in: 1 }'), '`exec_in` is an execution pin: what leads'],
    [
      nodes('  a: { node: log_info, exec_out: 1 }'),
      '`exec_out` on `a` (log_info): it is an output',
    ],
    [nodes('  a: log_info\nflow: [start -> a.toast]'), '`toast` of `a` is no execution pin'],
    [nodes('  a: bool_or\nflow: [start -> a]'), '`a` (bool_or) has no execution inputs'],
    [
      nodes('  a: control_sequence\n  b: log_info\nflow: [a.exec_out#9 -> b]'),
      'the next one is `exec_out#3`',
    ],
    [nodes('  a: { node: variable_get, var_ref: b }'), 'There is no variable `b`: there are no'],
    [nodes('  a: { node: control_call_reference, fn_ref: b }'), 'There is no node `b`'],
    [nodes('  a: { node: events_generic, b: 1 }'), 'more are added under `node`, in `inputs`'],
    [nodes('  a: { node: { type: log_info, order: { inputs: a } } }'), '`inputs` must be a list'],
    ['nodes: {}\ncomments: { a: { written: now } }', 'A comment needs its `text`'],
  ])('%j', (text, message) => {
    expect(
      problemsOf(text)
        .map((problem) => problem.message)
        .join('\n'),
    ).toContain(message);
  });

  it('at most a hundred', () => {
    const many = Array.from({ length: 500 }, (_, index) => `x${index}: 1`).join('\n');
    expect(problemsOf(`nodes: {}\n${many}`)).toHaveLength(100);
  });
});
