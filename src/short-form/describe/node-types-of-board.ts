import { type BoardNode, type NodeRegistry, parseValue, type Value } from '../../engine/index.js';
import { type DescribedBoard, NOWHERE } from './described-board.js';
import type { Direction, NodeTypeDraft, PinDraft } from '../draft.js';
import { optionsOf } from './pin-options.js';
import { TYPE_FIELDS } from '../read/read-node-type.js';

/** The node types on a board that the server does not have, each told from its node with the lowest id. */
export function nodeTypesOf(described: DescribedBoard, registry: NodeRegistry): NodeTypeDraft[] {
  const models = new Map<string, BoardNode>();
  for (const node of described.board.nodes) {
    const other = models.get(node.name);
    if (registry.find(node.name) === undefined && (other === undefined || node.id < other.id))
      models.set(node.name, node);
  }
  const types = [...models.values()].map((model) => nodeTypeOf(described, model));
  return types.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function nodeTypeOf(described: DescribedBoard, model: BoardNode): NodeTypeDraft {
  const json = described.jsonOf(model);
  const fields = Object.entries(TYPE_FIELDS).flatMap(([field, kind]): [string, Value][] => {
    const raw = (json as unknown as Readonly<Record<string, unknown>>)[field];
    const value = field === 'description' ? described.textOf(raw) : raw;
    const isSaid = typeof value === kind && value !== null && value !== '' && value !== false;
    return isSaid ? [[field, parseValue(JSON.stringify(value))]] : [];
  });
  return {
    name: model.name,
    title: model.friendlyName,
    version: Number.isSafeInteger(json.version) ? json.version! : undefined,
    canReferenceFns: json.fn_refs?.can_reference_fns === true || undefined,
    canBeReferencedByFns: json.fn_refs?.can_be_referenced_by_fns === true || undefined,
    fields: Object.fromEntries(fields),
    pins: {
      Input: pinsOf(described, model, 'Input'),
      Output: pinsOf(described, model, 'Output'),
    },
  };
}

function pinsOf(described: DescribedBoard, model: BoardNode, direction: Direction): PinDraft[] {
  const { pins } = described.jsonOf(model);
  return described.pinsOf(model, direction).map(({ name, pin }) => {
    const json = pins[pin.id]!;
    const title = String(json.friendly_name ?? pin.name);
    return {
      pin: name,
      place: NOWHERE,
      type: { dataType: pin.dataType, valueType: pin.valueType },
      title: title === pin.name ? undefined : title,
      description: described.textOf(json.description) || undefined,
      schema: described.textOf(json.schema) || undefined,
      options: optionsOf(json),
    };
  });
}
