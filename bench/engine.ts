import { compile, execute, type Host, NodeRegistry, readBoard } from '../src/engine/index.js';
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

/** What the work of a board comes to as a hand-written function: the floor. */
function byHand(length: number): () => void {
  const kept: string[] = [];
  const threshold = 4;
  return () => {
    for (let index = 0; index < length; index++) if (threshold < 2) kept.push('line');
    if (kept.length > 1e9) throw new Error('never');
  };
}

/** Runs per second on one thread, without a server. */
export async function benchEngine(): Promise<void> {
  const floor = perSecond(byHand(1));
  row('engine: two-node board, logs off', perSecond(runs(twoNodes())), 'runs/s', floor, 'by hand');
  const chainFloor = perSecond(byHand(34));
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
