import { type NodeJson, nodeJson, type PinJson } from '../node-json.js';
import type { AnyNodeType } from '../node-type.js';
import type { NodeRegistry } from '../registry.js';
import type { BoardJson } from './board-json.js';
import { mapValues, withChanges } from './changes.js';
import { isErrorPin } from '../error-pins.js';

/**
 * Gives placed nodes of an older version the pins of the present one, found by name. Wires of pins that
 * go or change their type are left with loose ends, for the clean-up.
 */
export function syncSchemas(
  board: BoardJson,
  registry: NodeRegistry,
  createId: () => string,
): BoardJson {
  const nodes = mapValues(board.nodes, (node) => {
    const type = registry.find(node.name);
    if (type === undefined) return node;
    const synced = isOlder(node, type) ? reconcile(node, type, createId) : node;
    // Always as in the catalog, where no node asks for any yet: a board can't ask on its own.
    return withChanges(synced, { oauth_providers: null, required_oauth_scopes: null });
  });
  return withChanges(board, { nodes });
}

function isOlder({ version }: NodeJson, type: AnyNodeType): boolean {
  return type.version !== undefined && (version ?? -1) < type.version;
}

function reconcile(node: NodeJson, type: AnyNodeType, createId: () => string): NodeJson {
  const { coordinates: _, layer: __, pins: fresh, ...metadata } = nodeJson(type, node.id, createId);
  const pins = reconcilePins(node, type, fresh);
  const { friendly_name, description } = node;
  const fn_refs = metadata.fn_refs && { ...metadata.fn_refs, fn_refs: node.fn_refs?.fn_refs ?? [] };
  // What an event is called and for was written by the board's author.
  const own = type.start ? { friendly_name, description } : {};
  return { ...node, ...metadata, ...own, fn_refs, error: null, pins };
}

function reconcilePins(node: NodeJson, type: AnyNodeType, fresh: NodeJson['pins']) {
  const byName = new Map<string, PinJson[]>();
  for (const pin of Object.values(fresh)) {
    const others = byName.get(pin.name);
    if (others === undefined) byName.set(pin.name, [pin]);
    else others.push(pin);
  }
  const found = new Set<string>();
  const kept = Object.entries(node.pins ?? {}).flatMap(([id, pin]): [string, PinJson][] => {
    const candidates = byName.get(pin.name);
    if (candidates === undefined) return type.extraPins || isErrorPin(pin) ? [[id, pin]] : [];
    found.add(pin.name);
    const model = candidates.find(({ pin_type }) => pin_type === pin.pin_type) ?? candidates[0]!;
    return [[id, updatePin(pin, model, type)]];
  });
  const added = Object.values(fresh).filter(({ name }) => !found.has(name));
  return Object.fromEntries([...kept, ...added.map((pin): [string, PinJson] => [pin.id, pin])]);
}

function updatePin(pin: PinJson, model: PinJson, type: AnyNodeType): PinJson {
  const { friendly_name, description, pin_type, options, schema, data_type, value_type } = model;
  const described = { ...pin, friendly_name, description, options };
  const turned = pin_type !== pin.pin_type;
  // What a wire or a variable decides is not for the catalog to take back.
  if (!turned && model.data_type === 'Generic' && (type.typeRules || type.onUpdate))
    return described;
  const typed = { ...described, pin_type, data_type, value_type, schema };
  if (!turned && data_type === pin.data_type && value_type === pin.value_type) return typed;
  const { default_value } = model;
  return { ...typed, default_value, depends_on: [], connected_to: [] };
}
