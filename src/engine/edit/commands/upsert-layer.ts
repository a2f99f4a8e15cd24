import type { LayerJson } from '../board-json.js';
import type { BoardDraft } from './board-draft.js';
import {
  defineCommand,
  layerIfThere,
  type NewRelays,
  requireFree,
  requireLayer,
} from './command.js';
import { layerShape } from './element-shapes.js';
import { moveInto, parentOf } from './layer-moves.js';
import { directContents } from './layer-contents.js';
import { Refusal } from './refusal.js';
import { bridge, liesIn } from './relay-wires.js';
import { byName, layerId, list, optional, record, text } from './shapes.js';
import { layerSnapshot } from './snapshots.js';
import { cutOff, inPlaceOf, rejoin } from './wires.js';

interface UpsertLayer extends NewRelays {
  layer: LayerJson;
  old_layer: LayerJson | null;
  /** Of nodes, comments and layers, which move in. */
  node_ids: string[];
  /** The layer that they were in, by id, filled in for the undo. */
  old_parents: Record<string, string | null> | null;
  current_layer: string | null;
}

export const upsertLayer = defineCommand<UpsertLayer>({
  shape: record({
    layer: layerShape,
    old_layer: optional(layerShape),
    node_ids: list(text),
    old_parents: optional(byName(layerId)),
    new_relays: list(text),
    current_layer: layerId,
  }),

  execute(draft, { layer, node_ids, current_layer }) {
    requireLayer(draft, current_layer);
    const stored = draft.layers.get(layer.id);
    const newPins = Object.keys(layer.pins).filter((id) => !Object.hasOwn(stored?.pins ?? {}, id));
    requireFree(draft, stored === undefined ? [layer.id, ...newPins] : newPins);
    const old_layer = stored === undefined ? null : layerSnapshot(draft, stored);
    const pins = inPlaceOf(draft, stored?.pins ?? {}, layer.pins);
    const { nodes, variables, comments } = stored ?? layer;
    const placed = { ...layer, pins, parent_id: current_layer, nodes, variables, comments };
    draft.layers.set(layer.id, placed);
    const old_parents: [string, string | null][] = [];
    for (const id of new Set(node_ids)) {
      const parent = parentOf(draft, id);
      if (parent === undefined) throw new Refusal(`There is no node, comment or layer ${id}`);
      old_parents.push([id, parent]);
      moveInto(draft, id, layer.id);
    }
    for (const id of [layer.id, ...node_ids])
      if (draft.layers.has(id) && liesIn(draft, draft.layers.get(id)!.parent_id, id))
        throw new Refusal('A layer cannot lie in itself');
    return {
      layer: { ...layer, pins, parent_id: current_layer },
      old_layer,
      node_ids,
      old_parents: Object.fromEntries(old_parents),
      new_relays: [],
      current_layer,
    };
  },

  undo(draft, command) {
    const { old_layer, node_ids, old_parents, new_relays, current_layer } = command;
    const { id } = command.layer;
    const layer = draft.layers.get(id);
    if (layer === undefined) return;
    if (old_layer !== null && old_layer.id !== id)
      throw new Refusal('layer and old_layer must have one id');
    const back = new Map(Object.entries(old_parents ?? {}));
    const home = (moved: string) => (back.has(moved) ? back.get(moved)! : current_layer);
    for (const moved of node_ids)
      if (parentOf(draft, moved) === id) moveInto(draft, moved, layerIfThere(draft, home(moved)));
    for (const relay of new_relays) draft.newRelays.add(relay);
    if (old_layer === null) dissolve(draft, id);
    else restore(draft, layer, old_layer);
  },
});

/** Takes a layer away; what is in it goes to where it was. */
function dissolve(draft: BoardDraft, id: string): void {
  const layer = draft.layers.get(id)!;
  const { nodes, comments, layers } = directContents(draft, id);
  for (const item of [...nodes, ...comments, ...layers])
    moveInto(draft, item.id, layerIfThere(draft, layer.parent_id));
  for (const pin of Object.keys(layer.pins)) bridge(draft, pin);
  draft.layers.delete(id);
}

function restore(draft: BoardDraft, layer: LayerJson, old: LayerJson): void {
  for (const pin of Object.keys(layer.pins)) if (!Object.hasOwn(old.pins, pin)) bridge(draft, pin);
  cutOff(draft, draft.layers.get(layer.id)!.pins);
  draft.layers.set(layer.id, { ...old, parent_id: layerIfThere(draft, old.parent_id) });
  rejoin(draft, old.pins);
}
