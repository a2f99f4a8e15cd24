import type { VariableJson } from '../../engine/index.js';

interface WithVariables {
  readonly variables: Readonly<Record<string, VariableJson>>;
}

/** Secrets that come without a value, as they are read, keep the one that is stored. */
export function keepingSecrets<T extends WithVariables>(sent: T, stored: WithVariables): T {
  const variables = Object.entries(sent.variables).map(([id, variable]) => {
    const known = Object.hasOwn(stored.variables, id) ? stored.variables[id] : undefined;
    const keeps = variable.secret && variable.default_value === null && known?.secret === true;
    return [id, keeps ? { ...variable, default_value: known.default_value } : variable] as const;
  });
  return { ...sent, variables: Object.fromEntries(variables) };
}
