import type { Board, BoardNode, BoardPin } from './board.js';
import type { Wiring } from './wiring.js';

const isPure = (node: BoardNode) => node.pins.every(({ dataType }) => dataType !== 'Execution');
const dataInputs = ({ pins }: BoardNode): BoardPin[] =>
  pins.filter(({ direction, dataType }) => direction === 'Input' && dataType !== 'Execution');
const execOutputs = ({ pins }: BoardNode): BoardPin[] =>
  pins.filter(({ direction, dataType }) => direction === 'Output' && dataType === 'Execution');

/** The nodes a run from some start node can get to, with the pure nodes that feed them. */
export function reachableNodes(board: Board, wiring: Wiring): ReadonlySet<BoardNode> {
  const reached = new Set(board.nodes.filter(({ start }) => start));
  // A set hands out what is added while it is walked.
  for (const node of reached) {
    for (const pin of execOutputs(node))
      for (const target of wiring.targetsOf(pin)) reached.add(target);
    for (const pin of dataInputs(node))
      for (const feeder of wiring.feedersOf(pin)) if (isPure(feeder)) reached.add(feeder);
  }
  return reached;
}

/** Groups of pure nodes that feed each other in a ring; each ring once, in the order of its wires. */
export function findCycles(board: Board, wiring: Wiring): BoardNode[][] {
  const cycles: BoardNode[][] = [];
  const done = new Set<BoardNode>();
  for (const start of board.nodes) {
    if (done.has(start) || !isPure(start)) continue;
    const path = [step(start, wiring)];
    const open = new Set([start]);
    while (path.length > 0) {
      const { node, feeders } = path[path.length - 1]!;
      const feeder = feeders.pop();
      if (feeder === undefined) {
        path.pop();
        open.delete(node);
        done.add(node);
      } else if (open.has(feeder)) {
        const nodes = path.map((entry) => entry.node);
        cycles.push(nodes.slice(nodes.indexOf(feeder)).reverse());
      } else if (!done.has(feeder)) {
        open.add(feeder);
        path.push(step(feeder, wiring));
      }
    }
  }
  return cycles;
}

function step(node: BoardNode, wiring: Wiring): { node: BoardNode; feeders: BoardNode[] } {
  const feeders = dataInputs(node).flatMap((pin) => wiring.feedersOf(pin));
  return { node, feeders: feeders.filter(isPure) };
}
