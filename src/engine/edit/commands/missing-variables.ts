import type { NodeJson } from '../../node-json.js';
import type { VariableJson } from '../board-json.js';
import { findInput, typedText } from '../typed-text.js';
import type { BoardDraft } from './board-draft.js';

/** Those of the variables that these nodes refer to and the board does not have. */
export function missingVariables(
  draft: BoardDraft,
  nodes: readonly NodeJson[],
  variables: readonly VariableJson[],
): VariableJson[] {
  const byId = new Map(variables.map((variable) => [variable.id, variable]));
  const referred = nodes.flatMap((node) => {
    const pin = findInput(node, 'var_ref');
    return pin === undefined ? [] : [typedText(pin)];
  });
  return [...new Set(referred)]
    .filter((id) => !draft.variables.has(id))
    .flatMap((id) => byId.get(id) ?? []);
}
