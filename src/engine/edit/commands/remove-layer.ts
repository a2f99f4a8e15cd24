import type { NodeJson } from '../../node-json.js';
import type { CommentJson, LayerJson } from '../board-json.js';
import type { BoardDraft } from './board-draft.js';
import { defineCommand, layerIfThere, requireFree } from './command.js';
import { commentShape, layerShape, nodeShape } from './element-shapes.js';
import { directContents, layerContents } from './layer-contents.js';
import { moveInto } from './layer-moves.js';
import { callersOf, restoreFnRefs, restoreNode, takeNode } from './nodes-on-board.js';
import { Refusal } from './refusal.js';
import { bridge, cutWire } from './relay-wires.js';
import { flag, list, or, record, text } from './shapes.js';
import { layerSnapshot, nodeSnapshot } from './snapshots.js';
import { cutOff, rejoin } from './wires.js';

interface RemoveLayer {
  layer: LayerJson;
  preserve_nodes: boolean;
  /** Preserving: ids of what moved to the parent. */
  layer_nodes: string[];
  layer_comments: string[];
  child_layers: string[];
  /** Otherwise: all that was removed with the layer. */
  nodes: NodeJson[];
  comments: CommentJson[];
  layers: LayerJson[];
  /** Nodes elsewhere that referred to removed ones as functions, as they were. */
  connected_nodes: NodeJson[];
}

export const removeLayer = defineCommand<RemoveLayer>({
  shape: record({
    layer: layerShape,
    preserve_nodes: or(false, flag),
    layer_nodes: list(text),
    layer_comments: list(text),
    child_layers: list(text),
    nodes: list(nodeShape),
    comments: list(commentShape),
    layers: list(layerShape),
    connected_nodes: list(nodeShape),
  }),

  execute(draft, { layer: { id }, preserve_nodes }) {
    const stored = draft.layers.get(id);
    if (stored === undefined) throw new Refusal('Layer not found');
    return preserve_nodes ? dissolve(draft, stored) : removeAll(draft, stored);
  },

  undo(draft, { layer, ...removed }) {
    requireFree(draft, [layer.id]);
    const owners = [layer, ...removed.nodes, ...removed.layers];
    for (const { pins } of owners) requireFree(draft, Object.keys(pins));
    for (const item of [...removed.nodes, ...removed.comments, ...removed.layers])
      requireFree(draft, [item.id]);
    if (removed.preserve_nodes) cutBridges(draft, layer);
    const parent_id = layerIfThere(draft, layer.parent_id);
    draft.layers.set(layer.id, { ...layer, parent_id });
    for (const inner of removed.layers) draft.layers.set(inner.id, inner);
    for (const comment of removed.comments) draft.comments.set(comment.id, comment);
    for (const node of removed.nodes) restoreNode(draft, node);
    for (const { pins } of [layer, ...removed.layers]) rejoin(draft, pins);
    for (const node of removed.nodes) restoreFnRefs(draft, removed.connected_nodes, node.id);
    for (const id of [...removed.layer_nodes, ...removed.layer_comments, ...removed.child_layers])
      moveInto(draft, id, layer.id);
  },
});

function dissolve(draft: BoardDraft, layer: LayerJson): RemoveLayer {
  const snapshot = layerSnapshot(draft, layer);
  const { nodes, comments, layers } = directContents(draft, layer.id);
  for (const { id } of [...nodes, ...comments, ...layers])
    moveInto(draft, id, layer.parent_id || null);
  for (const pin of Object.keys(layer.pins)) bridge(draft, pin);
  draft.layers.delete(layer.id);
  return {
    ...nothing(snapshot),
    preserve_nodes: true,
    layer_nodes: nodes.map(({ id }) => id),
    layer_comments: comments.map(({ id }) => id),
    child_layers: layers.map(({ id }) => id),
  };
}

function removeAll(draft: BoardDraft, layer: LayerJson): RemoveLayer {
  const { nodes, comments, layers } = layerContents(draft, layer.id);
  const inside = new Set(nodes.map(({ id }) => id));
  const callers = nodes.flatMap(({ id }) => callersOf(draft, id));
  const outside = new Map(
    callers.filter(({ id }) => !inside.has(id)).map((node) => [node.id, node]),
  );
  const removed = {
    ...nothing(layerSnapshot(draft, layer)),
    nodes: nodes.map((node) => nodeSnapshot(draft, node)),
    comments,
    layers: layers.map((inner) => layerSnapshot(draft, inner)),
    connected_nodes: [...outside.values()].map((node) => nodeSnapshot(draft, node)),
  };
  for (const { id } of nodes) takeNode(draft, draft.nodes.get(id)!);
  for (const { id } of comments) draft.comments.delete(id);
  for (const { id } of [...layers, layer]) {
    cutOff(draft, draft.layers.get(id)!.pins);
    draft.layers.delete(id);
  }
  return removed;
}

const nothing = (layer: LayerJson): RemoveLayer => ({
  layer,
  preserve_nodes: false,
  layer_nodes: [],
  layer_comments: [],
  child_layers: [],
  nodes: [],
  comments: [],
  layers: [],
  connected_nodes: [],
});

/** Cuts the wires that took the place of the layer's relays while it was away. */
function cutBridges(draft: BoardDraft, { pins }: LayerJson): void {
  for (const [id, { depends_on }] of Object.entries(pins))
    for (const from of depends_on)
      if (!Object.hasOwn(pins, from))
        for (const to of targetsOf(draft, pins, id)) cutWire(draft, from, to);
}

/** Where a relay leads to beyond the other relays of its layer. */
function targetsOf(draft: BoardDraft, pins: LayerJson['pins'], relay: string): string[] {
  const found = new Set([relay]);
  for (const id of found)
    for (const next of pins[id]?.connected_to ?? []) {
      draft.spend(1);
      found.add(next);
    }
  return [...found].filter((id) => !Object.hasOwn(pins, id));
}
