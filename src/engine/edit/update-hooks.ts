import type { NodeRegistry } from '../registry.js';
import type { BoardJson } from './board-json.js';
import { viewOf } from './board-view.js';
import { withChanges } from './changes.js';
import { dropLooseLinks } from './links.js';
import { limitedIds } from './new-pins.js';
import { applyTypeRules } from './type-rules.js';

/** Types that chase each other round a ring of wires never settle; the next edit goes on from here. */
const MAX_PASSES = 10;

/**
 * Lets every node follow what is around it, node after node, until nothing changes any more. Throws
 * BoardError when that would add pins beyond measure.
 */
export function runUpdateHooks(
  board: BoardJson,
  registry: NodeRegistry,
  createId: () => string,
): BoardJson {
  return followSurroundings(board, registry, createId).board;
}

/** The same, and whether there was nothing left to change in the end. */
export function followSurroundings(
  board: BoardJson,
  registry: NodeRegistry,
  createId: () => string,
): { readonly board: BoardJson; readonly isSettled: boolean } {
  const tidy = dropLooseLinks(board);
  const view = viewOf(tidy, limitedIds(createId));
  let changed = true;
  for (let pass = 1; changed && pass <= MAX_PASSES; pass++) {
    changed = false;
    for (const [id, node] of view.nodes) {
      const type = registry.find(node.name);
      if (type === undefined) continue;
      const { typeRules, onUpdate } = type;
      let updated = typeRules ? applyTypeRules(node, typeRules, view) : node;
      if (onUpdate) updated = onUpdate(updated, view);
      if (updated === node) continue;
      view.replace(id, updated);
      changed = true;
    }
  }
  const nodes = [...view.nodes].every(([id, node]) => tidy.nodes[id] === node)
    ? tidy.nodes
    : Object.fromEntries(view.nodes);
  return { board: withChanges(tidy, { nodes }), isSettled: !changed };
}
