import type { FnRefsJson, NodeJson } from '../node-json.js';
import type { BoardJson } from './board-json.js';
import { keepIfSame, mapValues, withChanges } from './changes.js';

/** The node with only those function references that it may have. For nodes that are added or replaced. */
export function checkFnRefs(node: NodeJson, nodes: BoardJson['nodes']): NodeJson {
  const mayCall = node.fn_refs?.can_reference_fns === true;
  return withRefs(node, (id) => mayCall && isCallable(id, nodes));
}

/** The board without references to a node that is removed. */
export function dropFnRefsTo(board: BoardJson, nodeId: string): BoardJson {
  const nodes = mapValues(board.nodes, (node) => withRefs(node, (id) => id !== nodeId));
  return withChanges(board, { nodes });
}

function withRefs(node: NodeJson, keep: (id: string) => boolean): NodeJson {
  const { fn_refs } = node;
  if (fn_refs === null || fn_refs === undefined) return node;
  const before = fn_refs.fn_refs ?? [];
  const kept = keepIfSame(before, [...new Set(before)].filter(keep));
  return withChanges(node, { fn_refs: withChanges<FnRefsJson>(fn_refs, { fn_refs: kept }) });
}

function isCallable(id: string, nodes: BoardJson['nodes']): boolean {
  return Object.hasOwn(nodes, id) && nodes[id]!.fn_refs?.can_be_referenced_by_fns === true;
}
