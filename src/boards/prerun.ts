import type { BoardJson, VariableJson } from '../engine/index.js';

/** What a run of a board will ask of its caller. */
export interface Prerun {
  /** Variables that the caller supplies. */
  readonly variables: readonly VariableJson[];
  /** Scopes by provider. */
  readonly oauth: ReadonlyMap<string, readonly string[]>;
  /** A node runs on desktops only. */
  readonly needsDesktop: boolean;
  readonly executionMode: string;
  /** External nodes: their permissions by package. */
  readonly packages: ReadonlyMap<string, readonly string[]>;
}

interface PlacedNode {
  readonly oauth_providers?: readonly string[] | null;
  readonly required_oauth_scopes?: Readonly<Record<string, readonly string[]>> | null;
  readonly only_offline?: boolean | null;
  readonly wasm?: { readonly package_id: string; readonly permissions: readonly string[] } | null;
}

export function prerunOf(board: BoardJson): Prerun {
  const nodes = Object.values(board.nodes) as PlacedNode[];
  const oauth = new Map<string, string[]>();
  const packages = new Map<string, string[]>();
  for (const node of nodes) {
    for (const provider of node.oauth_providers ?? []) addTo(oauth, provider, []);
    for (const [provider, scopes] of Object.entries(node.required_oauth_scopes ?? {}))
      addTo(oauth, provider, scopes);
    if (node.wasm) addTo(packages, node.wasm.package_id, node.wasm.permissions);
  }
  return {
    variables: Object.values(board.variables).filter((variable) => variable.runtime_configured),
    oauth,
    needsDesktop: nodes.some((node) => node.only_offline === true),
    executionMode: board.execution_mode ?? 'Hybrid',
    packages,
  };
}

function addTo(map: Map<string, string[]>, key: string, items: readonly string[]): void {
  const known = map.get(key) ?? [];
  map.set(key, [...known, ...items.filter((item) => !known.includes(item))]);
}
