import { expect, it } from '@jest/globals';
import { board, jsonOf } from './boards.testing.js';
import { checkFnRefs, dropFnRefsTo } from './fn-refs.js';

const event = { fn_refs: [], can_reference_fns: false, can_be_referenced_by_fns: true };

function callers(canReference: boolean) {
  const json = jsonOf(
    board().node('event', 'source').node('other', 'source').node('plain', 'sink').node('a', 'sink'),
  );
  json.nodes['event']!.fn_refs = json.nodes['other']!.fn_refs = event;
  const fn_refs = ['event', 'plain', 'event', 'nobody', 'constructor', '__proto__', 'other'];
  json.nodes['a']!.fn_refs = {
    fn_refs,
    can_reference_fns: canReference,
    can_be_referenced_by_fns: false,
  };
  return json;
}

it('keeps references to event nodes that are there, once each', () => {
  const json = callers(true);
  const checked = checkFnRefs(json.nodes['a']!, json.nodes);
  expect(checked.fn_refs!.fn_refs).toEqual(['event', 'other']);
  expect(checkFnRefs(checked, json.nodes)).toBe(checked);
});

it('keeps none of a node that may not have any', () => {
  const json = callers(false);
  expect(checkFnRefs(json.nodes['a']!, json.nodes).fn_refs!.fn_refs).toEqual([]);
  expect(checkFnRefs(json.nodes['plain']!, json.nodes)).toBe(json.nodes['plain']);
});

it('drops the references to a node that goes', () => {
  const after = dropFnRefsTo(callers(true), 'event');
  expect(after.nodes['a']!.fn_refs!.fn_refs).not.toContain('event');
  expect(after.nodes['a']!.fn_refs!.fn_refs).toContain('other');
  expect(dropFnRefsTo(after, 'event')).toBe(after);
});
