import { type BoardJson, encodeDefault, type VariableJson } from '../../engine/index.js';
import type { VariableDraft } from '../draft.js';
import type { NamedIds } from './named-ids.js';

export function buildVariables(
  drafts: readonly VariableDraft[],
  ids: NamedIds,
  previous?: BoardJson,
): Record<string, VariableJson> {
  const before = new Map(Object.entries(previous?.variables ?? {}));
  const variables = drafts.map((draft) => {
    const id = ids.find(draft.name)!;
    return variableJson(draft, id, before.get(id));
  });
  return Object.fromEntries(variables.map((variable) => [variable.id, variable]));
}

function variableJson(
  draft: VariableDraft,
  id: string,
  before: VariableJson | undefined,
): VariableJson {
  // The value of a secret is in no text; the board keeps the one it has.
  const kept = draft.secret && before?.secret === true ? before.default_value : null;
  return {
    id,
    name: draft.title ?? draft.name,
    category: draft.category ?? null,
    description: draft.description ?? null,
    default_value: draft.value === undefined ? kept : encodeDefault(draft.value),
    data_type: draft.type.dataType,
    value_type: draft.type.valueType,
    exposed: draft.exposed,
    secret: draft.secret,
    editable: draft.editable,
    schema: draft.schema ?? null,
    runtime_configured: draft.runtimeConfigured,
  };
}
