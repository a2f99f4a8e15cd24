import { expect, it } from '@jest/globals';
import type { BoardJson } from './board-json.js';
import { board, jsonOf, sink } from './boards.testing.js';
import { checkFnRefs, dropFnRefsTo } from './fn-refs.js';

/** Freshly placed: two events, a node that is none, and one that may refer to events or not. */
function callers(callsFunctions: boolean) {
  const caller = { ...sink, name: 'caller', callsFunctions };
  const json = jsonOf(
    board(caller)
      .node('event', 'source')
      .node('other', 'source')
      .node('plain', 'sink')
      .node('a', 'caller'),
  );
  const fn_refs = ['event', 'plain', 'event', 'nobody', 'constructor', '__proto__', 'other'];
  const none = { can_reference_fns: false, can_be_referenced_by_fns: false };
  json.nodes['a']!.fn_refs = { ...none, ...json.nodes['a']!.fn_refs, fn_refs };
  return json;
}

const check = ({ nodes }: BoardJson, id: string) =>
  checkFnRefs(nodes[id]!, (other) => (Object.hasOwn(nodes, other) ? nodes[other] : undefined));

it('keeps references to event nodes that are there, once each', () => {
  const json = callers(true);
  const checked = check(json, 'a');
  expect(checked.fn_refs!.fn_refs).toEqual(['event', 'other']);
  expect(check({ ...json, nodes: { ...json.nodes, a: checked } }, 'a')).toBe(checked);
});

it('keeps none of a node that may not have any', () => {
  const json = callers(false);
  expect(check(json, 'a').fn_refs!.fn_refs).toEqual([]);
  expect(check(json, 'plain')).toBe(json.nodes['plain']);
});

it('drops the references to a node that goes', () => {
  const after = dropFnRefsTo(callers(true).nodes['a']!, 'event');
  expect(after.fn_refs!.fn_refs).not.toContain('event');
  expect(after.fn_refs!.fn_refs).toContain('other');
  expect(dropFnRefsTo(after, 'event')).toBe(after);
});
