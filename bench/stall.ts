import { setTimeout } from 'node:timers/promises';
import {
  compile,
  execute,
  NodeRegistry,
  type Program,
  readBoard,
  RunStopped,
  type Value,
} from '../src/engine/index.js';
import { aBoard, type BoardBuilder } from '../src/engine/testing.js';
import { engineHost } from '../src/execution/engine-host.js';
import { allNodes } from '../src/nodes/index.js';
import { row } from './report.js';

const WARM_UP_MS = 500;
const MEASURE_MS = 3000;
const FIELDS = { log_level: 'Fatal' };
const registry = new NodeRegistry(allNodes);
const programOf = (board: BoardBuilder) => compile(readBoard(board.json()), registry);

/** How long a health probe, a cancel or another run has to wait at worst while boards compute for ever. */
export async function benchStall(): Promise<void> {
  const lines = endless('a line');
  const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, name: `row ${id}` }));
  await stall('an idle process', []);
  await stall('one endless run of quick nodes', [lines]);
  await stall(
    '50 such runs at once',
    Array.from({ length: 50 }, () => lines),
  );
  await stall('1,000 branches that compute', [branches(1000)]);
  await stall('printing 100,000 rows again and again', [endless(rows)]);
}

async function stall(what: string, programs: readonly Program[]): Promise<void> {
  row(`longest stall: ${what}`, await longestStall(programs), 'ms');
}

/** Logs a value for ever. */
function endless(message: Value): Program {
  const board = aBoard(allNodes, FIELDS).node('start', 'events_simple');
  return programOf(whileLoop(board, message, 'start.exec_out'));
}

/** Does the same in each of so many branches side by side. */
function branches(count: number): Program {
  const array = Array.from({ length: count }, () => 0);
  const board = aBoard(allNodes, FIELDS)
    .node('start', 'events_simple')
    .node('each', 'control_par_for_each', { array, max_concurrent: 0 })
    .wire('start.exec_out', 'each.exec_in');
  return programOf(whileLoop(board, 'a line', 'each.exec_out'));
}

function whileLoop(board: BoardBuilder, message: Value, from: string): BoardBuilder {
  return board
    .node('while', 'control_while_loop', { condition: true, max_iter: 1e15 })
    .node('log', 'log_info', { message })
    .wire(from, 'while.exec_in')
    .wire('while.exec_out', 'log.exec_in');
}

/** The longest time between two ticks of a timer of 1 ms while the boards run. */
async function longestStall(programs: readonly Program[]): Promise<number> {
  const host = engineHost();
  const stops = programs.map(() => new AbortController());
  const runs = programs.map((program, index) =>
    execute(program, { start: 'start', host, signal: stops[index]!.signal }),
  );
  await setTimeout(WARM_UP_MS);
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  await setTimeout(MEASURE_MS);
  clearInterval(timer);
  for (const stop of stops) stop.abort(new RunStopped('cancelled', 'Measured'));
  await Promise.all(runs);
  return longest;
}
