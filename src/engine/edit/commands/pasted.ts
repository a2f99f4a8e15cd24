import { type NodeJson, nodeJson, type PinJson } from '../../node-json.js';
import type { NodeRegistry } from '../../registry.js';
import type { CommentJson, LayerJson } from '../board-json.js';
import { mapValues } from '../changes.js';
import type { EditContext } from './command.js';
import type { CopyPaste } from './copy-paste.js';
import { between, shift, shiftedEnds } from './move-node.js';
import { Refusal } from './refusal.js';

type Copies = Pick<CopyPaste, 'new_nodes' | 'new_comments' | 'new_layers'>;

/** A selection with new ids, at its new place, its nodes as the catalog has them now. */
export function copyOf(command: CopyPaste, { registry, createId }: EditContext): Copies {
  const { original_nodes, original_comments, original_layers, current_layer } = command;
  const layerIds = newIds(original_layers, createId);
  // A node's pin comes before a layer's of the same id, which is an alias from old boards.
  const pinIds = newPinIds([...original_nodes, ...original_layers], createId);
  const offset = between(gripOf(command), command.offset);
  const scope = (layer: string | null) => layerIds.get(layer ?? '') ?? current_layer;
  const copyPins = (pins: Record<string, PinJson>) => withNewIds(pins, pinIds);

  const new_layers = original_layers.map((layer): LayerJson => ({
    ...layer,
    id: layerIds.get(layer.id)!,
    parent_id: scope(layer.parent_id),
    coordinates: shift(layer.coordinates, offset),
    ...shiftedEnds(layer, offset),
    pins: copyPins(layer.pins),
  }));
  const new_comments = original_comments.map((comment): CommentJson => ({
    ...comment,
    id: createId(),
    layer: scope(comment.layer),
    coordinates: shift(comment.coordinates, offset),
  }));
  const new_nodes = original_nodes.map((original): NodeJson => {
    const node = refreshed(original, registry);
    const coordinates = shift(node.coordinates, offset);
    const id = createId();
    return { ...node, id, layer: scope(node.layer), coordinates, pins: copyPins(node.pins) };
  });
  return { new_nodes, new_comments, new_layers };
}

function gripOf({ old_mouse, ...originals }: CopyPaste): readonly number[] {
  const { original_nodes, original_comments, original_layers } = originals;
  const [first] = [...original_nodes, ...original_comments, ...original_layers];
  return old_mouse ?? first?.coordinates ?? [0, 0, 0];
}

function newIds(items: readonly { id: string }[], createId: () => string) {
  const ids = new Map<string, string>();
  for (const { id } of items) {
    if (ids.has(id)) throw new Refusal(`The layer ${id} is in the selection twice`);
    ids.set(id, createId());
  }
  return ids;
}

function newPinIds(owners: readonly Pick<NodeJson, 'pins'>[], createId: () => string) {
  const ids = new Map<string, string>();
  for (const { pins } of owners)
    for (const id of Object.keys(pins)) if (!ids.has(id)) ids.set(id, createId());
  return ids;
}

/** Wires to pins outside of the selection are not copied. */
function withNewIds(pins: Record<string, PinJson>, newIds: ReadonlyMap<string, string>) {
  const inside = (ids: readonly string[]) => ids.flatMap((id) => newIds.get(id) ?? []).sort();
  const copies = Object.entries(pins).map(([oldId, pin]): [string, PinJson] => {
    const id = newIds.get(oldId)!;
    const links = { depends_on: inside(pin.depends_on), connected_to: inside(pin.connected_to) };
    return [id, { ...pin, id, ...links }];
  });
  return Object.fromEntries(copies);
}

/** The node with what its type says today; pins that somebody added are left alone. */
function refreshed(node: NodeJson, registry: NodeRegistry): NodeJson {
  const type = registry.find(node.name);
  if (type === undefined) {
    if (node.wasm) throw new Refusal(`The external node ${node.name} is not installed`);
    return node;
  }
  const fresh = nodeJson(type, node.id, (direction, name, position) =>
    [direction, name, position].join(' '),
  );
  const { category, start, event_callback, friendly_name, description } = fresh;
  const models = new Map(Object.values(fresh.pins).map((pin) => [keyOf(pin), pin]));
  const pins = mapValues(node.pins, (pin) => {
    const model = models.get(keyOf(pin));
    const described = model
      ? { ...pin, description: model.description, schema: model.schema, options: model.options }
      : pin;
    const isCleared = type.start && pin.pin_type === 'Input' && pin.name !== 'type';
    return isCleared ? { ...described, default_value: null } : described;
  });
  const own = type.start ? {} : { friendly_name, description };
  return { ...node, category, start, event_callback, ...own, wasm: null, pins };
}

const keyOf = ({ pin_type, name }: PinJson) => `${pin_type} ${name}`;
