import type { NodeJson } from '../../node-json.js';
import { defineCommand, requireLayer } from './command.js';
import { nodeShape } from './element-shapes.js';
import { placeNode, takeNode } from './nodes-on-board.js';
import { Refusal } from './refusal.js';
import { layerId, record } from './shapes.js';

interface AddNode {
  node: NodeJson;
  current_layer: string | null;
}

/** The ids of the node and its pins are the client's, who goes on to use them without asking. */
export const addNode = defineCommand<AddNode>({
  shape: record({ node: nodeShape, current_layer: layerId }),

  execute(draft, { node, current_layer }) {
    requireLayer(draft, current_layer);
    placeNode(draft, { ...node, layer: current_layer });
    return { node: draft.nodes.get(node.id)!, current_layer };
  },

  undo(draft, { node }) {
    const placed = draft.nodes.get(node.id);
    if (placed === undefined) return;
    // A command that was refused because of its id must not take away whose id it is.
    if (placed.name !== node.name) throw new Refusal(`Node ${node.id} is another one by now`);
    takeNode(draft, placed);
  },
});
