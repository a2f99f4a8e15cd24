import type { BoardJson } from './board-json.js';

/**
 * Where layers lie in each other. Scopes are ids of layers, and null for the board itself. A layer
 * whose parent does not exist, or who lies in itself, is taken to lie on the board.
 */
export interface LayerTree {
  /** The scope a node says it is in, if there is such a layer. */
  readonly scopeOf: (layer: unknown) => string | null;
  readonly parentOf: (scope: string) => string | null;
  /** 0 for the board itself. */
  readonly depthOf: (scope: string | null) => number;
}

export function layerTree({ layers }: BoardJson): LayerTree {
  const scopeOf = (layer: unknown): string | null =>
    typeof layer === 'string' && layer !== '' && Object.hasOwn(layers, layer) ? layer : null;
  const parents = new Map(
    Object.entries(layers).map(([id, { parent_id }]) => [id, scopeOf(parent_id)]),
  );
  const depths = new Map<string | null, number>([[null, 0]]);
  for (const id of parents.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let scope: string | null = id;
    while (!depths.has(scope) && !onPath.has(scope!)) {
      path.push(scope!);
      onPath.add(scope!);
      scope = parents.get(scope!)!;
    }
    // The way up came back to where it had been: all layers on the ring go to the board.
    if (!depths.has(scope))
      for (const inRing of path.splice(path.indexOf(scope!))) {
        parents.set(inRing, null);
        depths.set(inRing, 1);
      }
    for (const below of path.reverse()) depths.set(below, depths.get(parents.get(below)!)! + 1);
  }
  return {
    scopeOf,
    parentOf: (scope) => parents.get(scope)!,
    depthOf: (scope) => depths.get(scope)!,
  };
}
