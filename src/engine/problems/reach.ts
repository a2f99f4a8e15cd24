import type { PlacedNode } from '../placed-node.js';
import type { Wiring } from '../wiring.js';
import { typedId } from './typed-id.js';

/** The nodes a run from some start node can get to, with the pure nodes that feed them. */
export function reachableNodes(wiring: Wiring): ReadonlySet<PlacedNode> {
  const byId = new Map(wiring.nodes.map((node) => [node.node.id, node]));
  const reached = new Set(wiring.nodes.filter(({ node }) => node.start));
  // A set hands out what is added while it is walked.
  for (const node of reached) {
    for (const output of node.outputs)
      if (output.isExec) for (const { owner } of wiring.targetsOf(output)) reached.add(owner!);
    for (const input of node.inputs) {
      if (input.isExec) continue;
      for (const { owner } of wiring.sourcesOf(input)) if (owner!.pure) reached.add(owner!);
    }
    const called = byId.get(typedId(node, 'fn_ref')?.id ?? '');
    if (called !== undefined) reached.add(called);
  }
  return reached;
}
