import type { VariableJson } from '../board-json.js';
import type { BoardDraft } from './board-draft.js';
import { defineCommand } from './command.js';
import { variableShape } from './element-shapes.js';
import { Refusal } from './refusal.js';
import { optional, record } from './shapes.js';
import { variableSnapshot, withoutSecret } from './snapshots.js';
import { structSchema } from './struct-schema.js';

interface UpsertVariable {
  variable: VariableJson;
  old_variable: VariableJson | null;
}

/**
 * Clients read null for the value of a secret and send that back: null leaves the value of a variable
 * that is and stays secret. One that is secret no longer loses it, or anybody could make it readable.
 * Answers never hold the value of a secret; so the undo of a removal brings it back without one.
 */
export const upsertVariable = defineCommand<UpsertVariable>({
  shape: record({ variable: variableShape, old_variable: optional(variableShape) }),

  execute(draft, { variable }) {
    const stored = draft.variables.get(variable.id);
    if (stored !== undefined) requireEditable(stored);
    const updated =
      variable.data_type === 'Struct'
        ? { ...variable, schema: variable.schema && structSchema(draft.textOf(variable.schema)) }
        : variable;
    setVariable(draft, updated);
    const old_variable = stored === undefined ? null : variableSnapshot(draft, stored);
    return { variable: withoutSecret(updated), old_variable };
  },

  undo(draft, { variable: { id }, old_variable }) {
    const stored = draft.variables.get(id);
    if (stored === undefined) return;
    requireEditable(stored);
    if (old_variable === null) return draft.variables.delete(id);
    if (old_variable.id !== id) throw new Refusal('variable and old_variable must have one id');
    setVariable(draft, old_variable);
  },
});

export const removeVariable = defineCommand<{ variable: VariableJson }>({
  shape: record({ variable: variableShape }),

  execute(draft, { variable: { id } }) {
    const stored = draft.variables.get(id);
    if (stored === undefined) throw new Refusal('Variable not found');
    requireEditable(stored);
    draft.variables.delete(id);
    return { variable: variableSnapshot(draft, stored) };
  },

  undo(draft, { variable }) {
    if (draft.variables.has(variable.id))
      throw new Refusal(`There is a variable ${variable.id} again`);
    draft.variables.set(variable.id, variable);
  },
});

function setVariable(draft: BoardDraft, variable: VariableJson): void {
  const stored = draft.variables.get(variable.id);
  const keepsSecret = stored?.secret && variable.secret && variable.default_value === null;
  const value = keepsSecret ? stored.default_value : variable.default_value;
  draft.variables.set(variable.id, { ...variable, default_value: value });
}

/** Old files do not say; only a plain false forbids. */
function requireEditable({ editable }: VariableJson): void {
  if (editable === false) throw new Refusal('Variable is not editable');
}
