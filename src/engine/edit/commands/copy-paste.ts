import type { NodeJson } from '../../node-json.js';
import type { CommentJson, LayerJson, VariableJson } from '../board-json.js';
import type { BoardDraft } from './board-draft.js';
import { defineCommand, requireFree, requireLayer } from './command.js';
import { commentShape, layerShape, nodeShape, variableShape } from './element-shapes.js';
import { placeNode, takeNode } from './nodes-on-board.js';
import { copyOf } from './pasted.js';
import { layerId, list, optional, point, record, text } from './shapes.js';
import { withoutSecret } from './snapshots.js';
import { missingVariables } from './missing-variables.js';
import { cutOff } from './wires.js';

export interface CopyPaste {
  original_nodes: NodeJson[];
  original_comments: CommentJson[];
  original_layers: LayerJson[];
  /** What pasted nodes refer to and the board may not have. */
  original_variables: VariableJson[];
  new_nodes: NodeJson[];
  new_comments: CommentJson[];
  new_layers: LayerJson[];
  /** Ids of those variables that the board did not have, filled in for the undo. */
  new_variables: string[];
  current_layer: string | null;
  /** Where the selection was taken hold of; its first node, else its first comment, when null. */
  old_mouse: number[] | null;
  /** Where that goes. */
  offset: number[];
}

export const copyPaste = defineCommand<CopyPaste>({
  shape: record({
    original_nodes: list(nodeShape),
    original_comments: list(commentShape),
    original_layers: list(layerShape),
    original_variables: list(variableShape),
    new_nodes: list(nodeShape),
    new_comments: list(commentShape),
    new_layers: list(layerShape),
    new_variables: list(text),
    current_layer: layerId,
    old_mouse: optional(point),
    offset: point,
  }),

  execute(draft, command, context) {
    const pasted = { ...command, ...copyOf(command, context), new_variables: [] };
    return paste(draft, pasted);
  },

  // With the ids it had: later commands of the client's history name them.
  redo: (draft, command) => void paste(draft, command),

  undo(draft, { new_nodes, new_comments, new_layers, new_variables }) {
    for (const { id } of new_nodes) {
      const node = draft.nodes.get(id);
      if (node !== undefined) takeNode(draft, node);
    }
    for (const { id } of new_comments) draft.comments.delete(id);
    for (const { id } of new_layers) {
      cutOff(draft, draft.layers.get(id)?.pins ?? {});
      draft.layers.delete(id);
    }
    for (const id of new_variables) draft.variables.delete(id);
  },
});

function paste(draft: BoardDraft, command: CopyPaste): CopyPaste {
  const { new_nodes, new_comments, new_layers } = command;
  requireLayer(draft, command.current_layer);
  for (const layer of new_layers) {
    requireFree(draft, [layer.id, ...Object.keys(layer.pins)]);
    draft.layers.set(layer.id, layer);
  }
  for (const comment of new_comments) {
    requireFree(draft, [comment.id]);
    draft.comments.set(comment.id, comment);
  }
  for (const node of new_nodes) placeNode(draft, node);
  const variables = missingVariables(draft, new_nodes, command.original_variables);
  for (const variable of variables) draft.variables.set(variable.id, variable);
  return {
    ...command,
    original_variables: command.original_variables.map(withoutSecret),
    new_nodes: new_nodes.map(({ id }) => draft.nodes.get(id)!),
    new_variables: variables.map(({ id }) => id),
  };
}
