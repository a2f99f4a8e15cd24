import type { NodeJson } from '../../node-json.js';
import type { BoardDraft } from './board-draft.js';
import { defineCommand, requireFree } from './command.js';
import { nodeShape } from './element-shapes.js';
import { callersOf, restoreFnRefs, restoreNode, takeNode } from './nodes-on-board.js';
import { Refusal } from './refusal.js';
import { list, record } from './shapes.js';
import { nodeSnapshot } from './snapshots.js';

interface RemoveNode {
  node: NodeJson;
  connected_nodes: NodeJson[];
}

/** `node` is filled with what is on the board, whatever the client took it for. */
export const removeNode = defineCommand<RemoveNode>({
  shape: record({
    node: nodeShape,
    connected_nodes: list(nodeShape),
  }),

  execute(draft, { node }) {
    const placed = draft.nodes.get(node.id);
    if (placed === undefined) throw new Refusal('Node not found');
    const connected_nodes = connectedNodes(draft, placed).map((other) =>
      nodeSnapshot(draft, other),
    );
    const snapshot = nodeSnapshot(draft, placed);
    takeNode(draft, placed);
    return { node: snapshot, connected_nodes };
  },

  undo(draft, { node, connected_nodes }) {
    requireFree(draft, [node.id, ...Object.keys(node.pins)]);
    restoreNode(draft, node);
    restoreFnRefs(draft, connected_nodes, node.id);
  },
});

/** The nodes that lose a wire or a reference with this one. */
function connectedNodes(draft: BoardDraft, node: NodeJson): NodeJson[] {
  const ids = new Set<string>();
  for (const { connected_to, depends_on } of Object.values(node.pins))
    for (const pin of [...connected_to, ...depends_on]) {
      const owner = draft.findOwner(pin);
      if (owner?.kind === 'node' && owner.id !== node.id) ids.add(owner.id);
    }
  for (const caller of callersOf(draft, node.id)) ids.add(caller.id);
  return [...ids].map((id) => draft.nodes.get(id)!);
}
