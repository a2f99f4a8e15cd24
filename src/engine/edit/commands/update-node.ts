import type { NodeJson } from '../../node-json.js';
import { checkFnRefs } from '../fn-refs.js';
import { defineCommand, requireFree, requireLayer } from './command.js';
import { nodeShape } from './element-shapes.js';
import { restoreNode } from './nodes-on-board.js';
import { Refusal } from './refusal.js';
import { straighten } from './relay-wires.js';
import { optional, record } from './shapes.js';
import { nodeSnapshot } from './snapshots.js';

interface UpdateNode {
  node: NodeJson;
  old_node: NodeJson | null;
}

/** Replaces a node. Wires that the other ends do not know of are dropped. */
export const updateNode = defineCommand<UpdateNode>({
  shape: record({ node: nodeShape, old_node: optional(nodeShape) }),

  execute(draft, { node }) {
    const placed = draft.nodes.get(node.id);
    if (placed === undefined) throw new Refusal('Node not found');
    if (node.layer !== (placed.layer ?? null)) requireLayer(draft, node.layer);
    const newPins = Object.keys(node.pins).filter((id) => !Object.hasOwn(placed.pins, id));
    requireFree(draft, newPins);
    const old_node = nodeSnapshot(draft, placed);
    const updated = { ...node, wasm: old_node.wasm ?? null };
    draft.nodes.set(
      node.id,
      checkFnRefs(updated, (id) => draft.nodes.get(id)),
    );
    return { node: draft.nodes.get(node.id)!, old_node };
  },

  undo(draft, { node, old_node }) {
    const placed = draft.nodes.get(node.id);
    if (placed === undefined || old_node === null) return;
    if (old_node.id !== node.id) throw new Refusal('node and old_node must have one id');
    const back = Object.keys(old_node.pins).filter((id) => !Object.hasOwn(placed.pins, id));
    requireFree(draft, back);
    if (old_node.layer !== placed.layer) {
      draft.nodes.set(node.id, { ...placed, layer: old_node.layer });
      straighten(draft, Object.keys(placed.pins));
    }
    restoreNode(draft, old_node);
  },
});
