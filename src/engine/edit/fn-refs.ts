import type { FnRefsJson, NodeJson } from '../node-json.js';
import { keepIfSame, withChanges } from './changes.js';

type FindNode = (id: string) => NodeJson | undefined;

/** The node with only those function references that it may have. For nodes that are added or replaced. */
export function checkFnRefs(node: NodeJson, findNode: FindNode): NodeJson {
  const mayCall = node.fn_refs?.can_reference_fns === true;
  return withRefs(
    node,
    (id) => mayCall && findNode(id)?.fn_refs?.can_be_referenced_by_fns === true,
  );
}

/** The node without references to one that is removed. */
export function dropFnRefsTo(node: NodeJson, removedId: string): NodeJson {
  return withRefs(node, (id) => id !== removedId);
}

function withRefs(node: NodeJson, keep: (id: string) => boolean): NodeJson {
  const { fn_refs } = node;
  if (fn_refs === null || fn_refs === undefined) return node;
  const before = fn_refs.fn_refs ?? [];
  const kept = keepIfSame(before, [...new Set(before)].filter(keep));
  return withChanges(node, { fn_refs: withChanges<FnRefsJson>(fn_refs, { fn_refs: kept }) });
}
