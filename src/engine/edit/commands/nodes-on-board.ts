import type { NodeJson } from '../../node-json.js';
import { checkFnRefs, dropFnRefsTo } from '../fn-refs.js';
import type { BoardDraft } from './board-draft.js';
import { layerIfThere, requireFree } from './command.js';
import { cutOff, rejoin } from './wires.js';

/** Puts a new node on the board; its wires count as far as the other ends know of them. */
export function placeNode(draft: BoardDraft, node: NodeJson): void {
  requireFree(draft, [node.id, ...Object.keys(node.pins)]);
  const placed = checkFnRefs({ ...node, wasm: null }, (id) => draft.nodes.get(id));
  draft.nodes.set(node.id, placed);
}

/** Puts a node back as it was, and its wires, as far as the other ends are there. */
export function restoreNode(draft: BoardDraft, node: NodeJson): void {
  draft.nodes.set(node.id, { ...node, layer: layerIfThere(draft, node.layer) });
  rejoin(draft, node.pins);
}

/** Takes a node off the board, its wires, and the references to it. */
export function takeNode(draft: BoardDraft, node: NodeJson): void {
  for (const caller of callersOf(draft, node.id))
    draft.nodes.set(caller.id, dropFnRefsTo(caller, node.id));
  cutOff(draft, node.pins);
  draft.nodes.delete(node.id);
}

/** The other nodes that refer to a node as a function. */
export function callersOf(draft: BoardDraft, nodeId: string): NodeJson[] {
  return draft
    .callers()
    .filter(({ id, fn_refs }) => id !== nodeId && fn_refs!.fn_refs.includes(nodeId));
}

/** Lets nodes refer to a node again that they referred to in this old state of theirs. */
export function restoreFnRefs(draft: BoardDraft, old: readonly NodeJson[], nodeId: string): void {
  for (const { id, fn_refs } of old) {
    const caller = draft.nodes.get(id);
    if (!caller?.fn_refs || !fn_refs?.fn_refs.includes(nodeId)) continue;
    const now = new Set([...caller.fn_refs.fn_refs, nodeId]);
    // In the old order, and what came since behind it.
    const ids = [...new Set([...fn_refs.fn_refs.filter((ref) => now.has(ref)), ...now])];
    draft.nodes.set(id, { ...caller, fn_refs: { ...caller.fn_refs, fn_refs: ids } });
  }
}
