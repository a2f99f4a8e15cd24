import { compile, execute, type Host, NodeRegistry, readBoard } from '../src/engine/index.js';
import type { BoardBuilder } from '../src/engine/testing.js';
import { engineHost } from '../src/execution/engine-host.js';
import { allNodes } from '../src/nodes/index.js';
import { chain, loop, twoNodes } from './boards.js';
import { chainByHand, loopByHand } from './by-hand.js';
import { milliseconds, perSecond, row } from './report.js';

const registry = new NodeRegistry(allNodes);
const host: Host = engineHost();

/** Runs per second and nodes per second, on one thread, without a server. */
export async function benchEngine(): Promise<void> {
  const two = perSecond(runs(twoNodes()));
  row('engine: two-node board, logs off', two, 'runs/s', perSecond(chainByHand(1)), 'by hand');
  const off = perSecond(runs(chain(33, 'Fatal')));
  row('engine: 34-node chain, logs off', off, 'runs/s', perSecond(chainByHand(33)), 'by hand');
  row('engine: 34-node chain, logs off, each node', 1e9 / off / 34, 'ns');
  const on = perSecond(runs(chain(33, 'Info')));
  row('engine: 34-node chain, logs kept', on, 'runs/s', off, 'logs off');
  await benchLoop();
}

function runs(board: BoardBuilder): () => void {
  const program = compile(readBoard(board.json()), registry);
  return () => {
    if (execute(program, { start: 'start', host }) instanceof Promise)
      throw new Error('A board of the bench waits');
  };
}

/** Three pure nodes and the body, for every item. */
async function benchLoop(): Promise<void> {
  const items = 100_000;
  const program = compile(readBoard(loop(items).json()), registry);
  const byHand = loopByHand(items);
  const nothing = () => undefined;
  const ms = await milliseconds(nothing, () => execute(program, { start: 'start', host }));
  const floor = await milliseconds(nothing, byHand);
  const perSecondIn = (time: number) => (items * 4 * 1000) / time;
  row(
    'engine: for-each over 100,000, 3 pure nodes',
    perSecondIn(ms),
    'nodes/s',
    perSecondIn(floor),
    'by hand',
  );
}
