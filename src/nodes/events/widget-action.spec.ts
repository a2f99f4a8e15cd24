import { expect, it } from '@jest/globals';
import { type BoardJson, NodeRegistry, runUpdateHooks, type Value } from '../../engine/index.js';
import { allNodes } from '../index.js';
import { board, run } from '../testing.js';

const echo = (output: string) =>
  board()
    .node('start', 'events_widget_action')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire(`start.${output}`, 'end.response');

it.each<[Value | undefined, string, Value]>([
  [{ _widget_instance_id: 'w', _action_context: [1] }, 'w', [1]],
  [{ _widget_instance_id: 5, _action_context: null }, '', null],
  [{}, '', {}],
  [undefined, '', {}],
  ['text', '', {}],
])('events_widget_action takes %j apart', async (payload, id, context) => {
  expect((await run(echo('widget_instance_id'), { payload: payload! })).result).toBe(id);
  expect((await run(echo('action_context'), { payload: payload! })).result).toEqual(context);
});

it('events_widget_action asks for the id of the action', () => {
  const errorWith = (action_id: string) => {
    const json = board().node('n', 'events_widget_action', { action_id }).json() as BoardJson;
    return runUpdateHooks(json, new NodeRegistry(allNodes), () => 'id').nodes['n']!.error ?? null;
  };
  expect(errorWith('')).toBe('Say which action of the widget starts this.');
  expect(errorWith('save')).toBeNull();
});
