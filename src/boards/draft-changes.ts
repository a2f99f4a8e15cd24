import type { BoardJson } from '../engine/index.js';

/** What has to be written so that the stored draft becomes the new one. Texts are JSON. */
export interface DraftChanges {
  /** All but the nodes. */
  readonly rest: string;
  readonly changed: ReadonlyMap<string, string>;
  /** Ids of nodes that are no more. */
  readonly removed: readonly string[];
}

/** Nodes that are the very same object have not changed: edits share what they leave alone. */
export function changesBetween(before: BoardJson, after: BoardJson): DraftChanges {
  const { nodes, ...rest } = after;
  const changed = new Map<string, string>();
  for (const [id, node] of Object.entries(nodes)) {
    const old = Object.hasOwn(before.nodes, id) ? before.nodes[id] : undefined;
    if (old === node) continue;
    const text = JSON.stringify(node);
    if (old === undefined || JSON.stringify(old) !== text) changed.set(id, text);
  }
  const removed = Object.keys(before.nodes).filter((id) => !Object.hasOwn(nodes, id));
  return { rest: JSON.stringify(rest), changed, removed };
}
