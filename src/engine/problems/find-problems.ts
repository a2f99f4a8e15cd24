import type { Board } from '../board.js';
import type { NodeRegistry } from '../registry.js';
import type { PlacedNode } from '../placed-node.js';
import { Wiring } from '../wiring.js';
import { linkProblems } from './link-problems.js';
import { nodeProblems } from './node-problems.js';
import { type BoardProblem, error, quoted, warning } from './problem.js';
import { findPureCycles } from './pure-cycles.js';
import { reachableNodes } from './reach.js';

/**
 * Everything that is wrong or doubtful about a board: node by node, then what lies between them. Takes
 * time in proportion to its size. Throws BoardError where `compile` does.
 */
export function findProblems(board: Board, registry: NodeRegistry): BoardProblem[] {
  const wiring = new Wiring(board);
  const runs = reachableNodes(wiring);
  const start = runs.size > 0 ? [] : [noStart];
  const cycles = findPureCycles(wiring).map((nodes) => circle(nodes, runs.has(nodes[0]!)));
  return [
    ...start,
    ...nodeProblems(board, registry, wiring, runs),
    ...cycles,
    ...linkProblems(board, wiring),
  ];
}

const noStart = warning('no_start_node', null, 'The board has no node at which a run could start');

const LONGEST_LIST = 10;

function circle(nodes: readonly PlacedNode[], runs: boolean): BoardProblem {
  const names = nodes.slice(0, LONGEST_LIST).map(({ node }) => quoted(node.friendlyName));
  if (nodes.length > LONGEST_LIST) names.push(`${nodes.length - LONGEST_LIST} more`);
  const ring = [...names, names[0]].join(' → ');
  const report = runs ? error : warning;
  const message = `Nodes without execution pins wait for each other: ${ring}`;
  return report('pure_cycle', nodes[0]!, message);
}
