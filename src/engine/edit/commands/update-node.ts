import type { NodeJson } from '../../node-json.js';
import { mapValues } from '../changes.js';
import { checkFnRefs } from '../fn-refs.js';
import {
  defineCommand,
  layerIfThere,
  type NewRelays,
  requireFree,
  requireLayer,
} from './command.js';
import { nodeShape } from './element-shapes.js';
import { Refusal } from './refusal.js';
import { removePin, rewire, withLinksOf } from './relay-wires.js';
import { list, optional, record, text } from './shapes.js';
import { nodeSnapshot } from './snapshots.js';
import { inPlaceOf } from './wires.js';

interface UpdateNode extends NewRelays {
  node: NodeJson;
  old_node: NodeJson | null;
}

/** Replaces a node. It keeps those of its wires that the new one has too. */
export const updateNode = defineCommand<UpdateNode>({
  shape: record({ node: nodeShape, old_node: optional(nodeShape), new_relays: list(text) }),

  execute(draft, { node }) {
    const placed = draft.nodes.get(node.id);
    if (placed === undefined) throw new Refusal('Node not found');
    if (node.layer !== (placed.layer || null)) requireLayer(draft, node.layer);
    requireFree(draft, idsOnlyIn(node.pins, placed.pins));
    const old_node = nodeSnapshot(draft, placed);
    const pins = inPlaceOf(draft, placed.pins, node.pins);
    const updated = checkFnRefs({ ...node, pins, wasm: placed.wasm ?? null }, (id) =>
      draft.nodes.get(id),
    );
    draft.nodes.set(node.id, updated);
    return { node: updated, old_node, new_relays: [] };
  },

  undo(draft, { node: { id }, old_node, new_relays }) {
    const placed = draft.nodes.get(id);
    if (placed === undefined || old_node === null) return;
    if (old_node.id !== id) throw new Refusal('node and old_node must have one id');
    requireFree(draft, idsOnlyIn(old_node.pins, placed.pins));
    for (const pin of idsOnlyIn(placed.pins, old_node.pins)) removePin(draft, pin);
    const wired = draft.nodes.get(id)!.pins;
    const pins = mapValues(old_node.pins, (pin, pinId) => withLinksOf(pin, wired[pinId]));
    draft.nodes.set(id, { ...old_node, layer: layerIfThere(draft, old_node.layer), pins });
    for (const pin of Object.values(old_node.pins)) rewire(draft, pin);
    for (const relay of new_relays) draft.newRelays.add(relay);
  },
});

const idsOnlyIn = (pins: NodeJson['pins'], others: NodeJson['pins']) =>
  Object.keys(pins).filter((id) => !Object.hasOwn(others, id));
