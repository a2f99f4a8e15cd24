import {
  compile,
  execute,
  type Host,
  LOG_LEVELS,
  NodeRegistry,
  readBoard,
} from '../src/engine/index.js';
import { engineHost } from '../src/execution/engine-host.js';
import { allNodes } from '../src/nodes/index.js';
import type { BoardBuilder } from '../src/engine/testing.js';
import { chain, loop, twoNodes } from './boards.js';
import { perSecond, row } from './report.js';

const registry = new NodeRegistry(allNodes);
const host: Host = engineHost();

const programOf = (board: BoardBuilder) => compile(readBoard(board.json()), registry);

function runs(board: BoardBuilder): () => void {
  const program = programOf(board);
  return () => {
    if (execute(program, { start: 'start', host }) instanceof Promise)
      throw new Error('A board of the bench waits');
  };
}

/**
 * The floor: the same work written by hand for this one board. Like a run it starts from empty slots,
 * reads its input from where it stands and switches its exits.
 */
function byHand(length: number): () => void {
  const defaults = Array.from({ length }, () => 'line');
  const kept: unknown[] = [];
  const threshold = LOG_LEVELS.indexOf('Fatal');
  const empty = Array.from({ length: length + 1 }, () => undefined as unknown);
  return () => {
    const slots = empty.slice();
    slots[0] = true;
    for (let node = 0; slots[node] === true && node < length; node++) {
      slots[node + 1] = false;
      const message = defaults[node];
      if (typeof message !== 'string') throw new TypeError('no text');
      if (threshold <= 1) kept.push(message);
      slots[node + 1] = true;
    }
    if (slots[length] !== true) throw new Error('it did not run to its end');
  };
}

/** Runs per second on one thread, without a server. */
export async function benchEngine(): Promise<void> {
  const floor = perSecond(byHand(1));
  row('engine: two-node board, logs off', perSecond(runs(twoNodes())), 'runs/s', floor, 'by hand');
  const chainFloor = perSecond(byHand(33));
  const off = perSecond(runs(chain(33, 'Fatal')));
  row('engine: 34-node chain, logs off', off, 'runs/s', chainFloor, 'by hand');
  const on = perSecond(runs(chain(33, 'Info')));
  row('engine: 34-node chain, logs kept', on, 'runs/s', off, 'logs off');
  const items = 100_000;
  const program = programOf(loop(items));
  const seconds = await secondsOf(
    async () => void (await execute(program, { start: 'start', host })),
  );
  row('engine: for-each over 100,000, 3 pure nodes', (items * 5) / seconds, 'nodes/s');
  for (const nodes of [500, 5_000, 50_000]) await benchCompile(nodes);
}

/** From the parsed JSON to the program; per second, so that equal figures mean linear in size. */
async function benchCompile(nodes: number): Promise<void> {
  const json = chain(nodes - 1, 'Fatal').json();
  const seconds = await secondsOf(async () => void compile(readBoard(json), registry));
  row(`engine: compiling ${nodes} nodes`, nodes / seconds, 'nodes/s');
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round++) {
    const began = performance.now();
    await work();
    best = Math.min(best, (performance.now() - began) / 1000);
  }
  return best;
}
