import { expect, it } from '@jest/globals';
import { board, countingIds, jsonOf } from './boards.testing.js';
import { hooked } from './hooked.testing.js';
import { NodeRegistry } from '../registry.js';
import { limitedIds } from './new-pins.js';
import { runUpdateHooks } from './update-hooks.js';

it('passes ids on, and ends with a sentence when there are too many', () => {
  const createId = limitedIds(countingIds());
  expect([createId(), createId()]).toEqual(['new-1', 'new-2']);
  const many = () => Array.from({ length: 50_000 }, createId);
  expect(many).toThrow('nodes need more than 50000 new pins');
});

it('keeps small boards from asking for millions of pins', () => {
  const built = board(...hooked).node('event', 'source');
  for (let count = 0; count < 400; count++)
    built.node(`c${count}`, 'caller').default(`c${count}.ref`, 'event');
  const json = jsonOf(built);
  const { pins } = json.nodes['event']!;
  for (let count = 0; count < 400; count++)
    pins[`p${count}`] = { ...pins['event.text']!, id: `p${count}`, name: `p${count}` };
  const types = new NodeRegistry([...hooked, { ...hooked[0]!, name: 'source' }]);
  expect(() => runUpdateHooks(json, types, countingIds())).toThrow('new pins');
});
