import type { NodeJson, PinJson } from '../../node-json.js';
import type { LayerJson, VariableJson } from '../board-json.js';
import { mapValues } from '../changes.js';
import type { BoardDraft } from './board-draft.js';

// What commands note down of the board for their undo. Texts stand there in full: their keys in `refs` may
// be dropped until somebody undoes.

export function pinSnapshot(draft: BoardDraft, pin: PinJson): PinJson {
  draft.spend(1 + (pin.connected_to?.length ?? 0) + (pin.depends_on?.length ?? 0));
  const { description, schema } = pin;
  return { ...pin, description: draft.textOf(description), schema: draft.textOf(schema) };
}

export function nodeSnapshot(draft: BoardDraft, node: NodeJson): NodeJson {
  const { description } = node;
  return { ...node, description: draft.textOf(description), pins: pinSnapshots(draft, node.pins) };
}

export function layerSnapshot(draft: BoardDraft, layer: LayerJson): LayerJson {
  const empty = { nodes: {}, variables: {}, comments: {} };
  return { ...layer, ...empty, pins: pinSnapshots(draft, layer.pins) };
}

/** Without the value of a secret: whoever may edit a board may not read its secrets. */
export function variableSnapshot(draft: BoardDraft, variable: VariableJson): VariableJson {
  return withoutSecret({ ...variable, schema: draft.textOf(variable.schema ?? null) });
}

export function withoutSecret(variable: VariableJson): VariableJson {
  return variable.secret ? { ...variable, default_value: null } : variable;
}

function pinSnapshots(draft: BoardDraft, pins: Record<string, PinJson>): Record<string, PinJson> {
  return mapValues(pins, (pin) => pinSnapshot(draft, pin));
}
