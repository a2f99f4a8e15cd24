import {
  compile,
  execute,
  type Host,
  NodeRegistry,
  readBoard,
  type RunResult,
  type Value,
} from '../src/engine/index.js';
import { aBoard, type BoardBuilder } from '../src/engine/testing.js';
import { engineHost } from '../src/execution/engine-host.js';
import { allNodes } from '../src/nodes/index.js';
import { milliseconds, row } from './report.js';

const COPIES = 500;
const RUNS = 40;
const registry = new NodeRegistry(allNodes);
/** Alone in its process: turns for others would be counted as work of the nodes. */
const host: Host = { ...engineHost(), breathe: () => undefined };

interface Sample {
  readonly inputs?: Readonly<Record<string, Value>>;
  /** Where control goes on, for a node that has such pins. */
  readonly exit?: string;
  /** What is read of a node that has none. */
  readonly output?: string;
  /** What else stands on the node, once it is placed. */
  readonly change?: (board: BoardBuilder, id: string) => void;
  /** What the node is there for, in plain JavaScript. */
  readonly plain: (n: number) => unknown;
}

const ITEMS = [1, 2, 3, 4, 5, 6, 7, 8];
const PERSON = { id: 7, name: 'Ada', city: 'London' };
const kept = new Map<string, unknown>();

/** The commonest ones, each with small values: what is measured is the node and not what it works on. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  control_branch: { exit: 'true', plain: (n) => (n >= 0 ? 'true' : 'false') },
  control_for_each: { inputs: { array: [1] }, exit: 'done', plain: () => [1].forEach(keep) },
  reroute: { inputs: { route_in: 1 }, output: 'route_out', plain: (n) => n },
  variable_get: { inputs: { var_ref: 'v' }, output: 'value_ref', plain: () => kept.get('v') },
  variable_set: { inputs: { var_ref: 'v', value_in: 1 }, exit: 'exec_out', plain: keep },
  log_info: { inputs: { message: 'a line' }, exit: 'exec_out', plain: (n) => n < 0 && keep(n) },
  bool_and: { inputs: { boolean: true }, output: 'result', plain: (n) => n > 0 && n < 1e6 },
  bool_not: { inputs: { boolean: true }, output: 'result', plain: (n) => !n },
  int_add: { inputs: { integer1: 1, integer2: 2 }, output: 'sum', plain: (n) => n + 2 },
  int_less_than: {
    inputs: { integer1: 1, integer2: 2 },
    output: 'less_than',
    plain: (n) => n < 2,
  },
  float_multiply: {
    inputs: { float1: 1.5, float2: 2.25 },
    output: 'product',
    plain: (n) => n * 2.25,
  },
  equal_string: {
    inputs: { string: 'text' },
    output: 'equal',
    change: (board, id) => board.default(`${id}.string#2`, 'texts'),
    plain: (n) => `${n}` === 'text',
  },
  string_contains: {
    inputs: { string: 'a line of text', substring: 'text' },
    output: 'contains',
    plain: (n) => 'a line of text'.includes('text', n & 1),
  },
  string_format: {
    inputs: { format_string: 'Hello {name}' },
    output: 'formatted_string',
    change: (board, id) => board.pin(`${id}.name`, 'Input', 'String').default(`${id}.name`, 'Ada'),
    plain: (n) => `Hello ${n}`,
  },
  array_length: { inputs: { array: ITEMS }, output: 'length', plain: () => ITEMS.length },
  array_get: {
    inputs: { array_in: ITEMS, index: 3 },
    output: 'element',
    plain: (n) => ITEMS[n & 7],
  },
  array_push: {
    inputs: { array_in: ITEMS, value: 9 },
    exit: 'exec_out',
    plain: (n) => [...ITEMS, n],
  },
  struct_get: {
    inputs: { struct: PERSON, field: 'name' },
    output: 'value',
    plain: (n) => (n < 0 ? undefined : PERSON.name),
  },
  struct_set: {
    inputs: { struct_in: PERSON, field: 'name', value: 'Eve' },
    exit: 'exec_out',
    plain: (n) => ({ ...PERSON, name: n }),
  },
  val_to_string: {
    inputs: { value: PERSON },
    output: 'string',
    plain: () => JSON.stringify(PERSON),
  },
};

/** What one call of a node costs, all the engine does for it included, beside the plain JavaScript it wraps. */
export async function benchNodes(): Promise<void> {
  const bare = {
    node: await nanoseconds(runs(chain())),
    reader: await nanoseconds(runs(readers())),
  };
  for (const [type, sample] of Object.entries(SAMPLES)) {
    if (registry.find(type) === undefined) throw new Error(`The bench knows no node ${type}`);
    const isPure = sample.output !== undefined;
    const board = isPure ? readers(type, sample) : chain(type, sample);
    const all = await nanoseconds(runs(board));
    const plain = await nanoseconds(() => byHand(sample.plain));
    row(`nodes: ${type}`, all - (isPure ? bare.reader : bare.node), 'ns', plain, 'by hand');
  }
}

/** For each of the copies of a node. */
async function nanoseconds(call: () => unknown): Promise<number> {
  const repeat = () => {
    for (let count = 0; count < RUNS; count++) call();
  };
  return ((await milliseconds(() => undefined, repeat)) * 1e6) / (COPIES * RUNS);
}

function runs(board: BoardBuilder): () => unknown {
  const program = compile(readBoard(board.json()), registry);
  const run = () => execute(program, { start: 'start', host }) as RunResult;
  const { status, error } = run();
  if (status !== 'completed') throw new Error(`A board of the bench does not end well: ${error}`);
  return run;
}

/** Nodes one after the other, or none. */
function chain(type?: string, { inputs = {}, exit = '' }: Partial<Sample> = {}): BoardBuilder {
  const board = started();
  let from = 'start.exec_out';
  for (let n = 0; type !== undefined && n < COPIES; n++) {
    board.node(`n${n}`, type, inputs).wire(from, `n${n}.exec_in`);
    from = `n${n}.${exit}`;
  }
  return board;
}

/** Nodes that set a variable one after the other, each to what a node without control puts out, or to 1. */
function readers(type?: string, { inputs = {}, output = '', change }: Partial<Sample> = {}) {
  const board = started();
  let from = 'start.exec_out';
  for (let n = 0; n < COPIES; n++) {
    board.node(`r${n}`, 'variable_set', { var_ref: 'v', value_in: 1 }).wire(from, `r${n}.exec_in`);
    from = `r${n}.exec_out`;
    if (type === undefined) continue;
    board.node(`n${n}`, type, inputs).wire(`n${n}.${output}`, `r${n}.value_in`);
    change?.(board, `n${n}`);
  }
  return board;
}

function started(): BoardBuilder {
  return aBoard(allNodes, { log_level: 'Fatal' }).variable('v', 0).node('start', 'events_simple');
}

function byHand(plain: (n: number) => unknown): void {
  for (let n = 0; n < COPIES; n++) keep(plain(n));
}

/** So that what is calculated can't be left out. */
function keep(value: unknown): void {
  kept.set('v', value);
}
