import type { PlacedNode } from '../placed-node.js';
import type { Wiring } from '../wiring.js';

/**
 * Rings of pure nodes that feed each other, in the order their values take. Of rings that share a node
 * one is told: there may be more than anybody could list.
 */
export function findPureCycles(wiring: Wiring): PlacedNode[][] {
  const cycles: PlacedNode[][] = [];
  const done = new Set<PlacedNode>();
  const inCycle = new Set<PlacedNode>();
  for (const start of wiring.nodes) {
    if (done.has(start) || !start.pure) continue;
    // From each node on the path to one that feeds it.
    const path = [{ node: start, feeders: pureFeeders(start, wiring) }];
    const onPath = new Set([start]);
    while (path.length > 0) {
      const { node, feeders } = path[path.length - 1]!;
      const feeder = feeders.pop();
      if (feeder === undefined) {
        path.pop();
        onPath.delete(node);
        done.add(node);
      } else if (onPath.has(feeder)) {
        const cycle: PlacedNode[] = [];
        let position = path.length;
        do cycle.push(path[--position]!.node);
        while (cycle.at(-1) !== feeder && !inCycle.has(cycle.at(-1)!));
        if (cycle.every((each) => !inCycle.has(each))) cycles.push(cycle);
        for (const each of cycle) inCycle.add(each);
      } else if (!done.has(feeder)) {
        onPath.add(feeder);
        path.push({ node: feeder, feeders: pureFeeders(feeder, wiring) });
      }
    }
  }
  return cycles;
}

function pureFeeders({ inputs }: PlacedNode, wiring: Wiring): PlacedNode[] {
  return inputs
    .flatMap((input) => (input.isExec ? [] : wiring.sourcesOf(input)))
    .map(({ owner }) => owner!)
    .filter(({ pure }) => pure);
}
