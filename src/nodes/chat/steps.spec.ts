import { expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run, runNode } from '../testing.js';

/** What clients are shown after these nodes, one after the other. */
async function shown(...nodes: [type: string, inputs: Readonly<Record<string, Value>>][]) {
  const built = board().node('p0', 'events_simple');
  for (const [index, [type, inputs]] of nodes.entries())
    built
      .node(`p${index + 1}`, `events_chat_${type}`, inputs)
      .wire(`p${index}.exec_out`, `p${index + 1}.exec_in`);
  const host = new RecordingHost();
  const { error } = await run(built, { start: 'p0', host });
  if (error !== null) return error;
  const parts = host.events.filter(({ type }) => type === 'chat_stream_partial');
  expect(parts).toHaveLength(nodes.length);
  return (parts.at(-1)!.payload as { plan: Value }).plan;
}
const step = (title: string): [string, Record<string, Value>] => ['push_step', { title }];
const plan = (steps: Value, current_step: number, current_message: string) => ({
  plan: steps,
  current_step,
  current_message,
});

it('events_chat_push_step begins the next step, from 1, with an empty text', async () => {
  const [first, second] = [
    ['push_step', { title: 'A', description: 'a' }],
    ['push_text_to_step', { text: 'x' }],
  ] as [string, Record<string, Value>][];
  expect(await shown(first!)).toEqual(plan([[1, 'A: a']], 1, ''));
  const steps = [
    [1, 'A: a'],
    [2, 'B: '],
  ];
  expect(await shown(first!, second!, step('B'))).toEqual(plan(steps, 2, ''));
});

it('events_chat_push_step gives the number, and makes do without a description', async () => {
  const inputs = { title: 'A', description: 5 };
  expect((await runNode('events_chat_push_step', inputs, 'step_id')).result).toBe(1);
  expect((await runNode('events_chat_push_step', {}, 'step_id')).error).toContain(
    "Pin 'title' has no value",
  );
});

it.each([
  [1, [[2, 'B: ']]],
  [
    7,
    [
      [1, 'A: '],
      [2, 'B: '],
    ],
  ],
])('events_chat_remove_step takes step %d out, if it is there', async (step_id, left) => {
  const removed = await shown(step('A'), step('B'), ['remove_step', { step_id }]);
  expect(removed).toEqual(plan(left, 2, ''));
});

it('events_chat_remove_step refuses what is no number of a step', async () => {
  expect(await shown(['remove_step', { step_id: -1 }])).toContain(
    "Pin 'step_id' must be an integer of at least 0",
  );
  expect(await shown(['remove_step', { step_id: 1.5 }])).toContain("Pin 'step_id'");
});

it.each([
  ['push_text_to_step', 'text', 'a b'],
  ['push_reasoning', 'reasoning', 'a\nb'],
])('events_chat_%s goes on with the text of the step', async (type, pin, text) => {
  const one = await shown([type, { [pin]: 'a' }]);
  expect(one).toEqual(plan([], 0, 'a'));
  const two = await shown([type, { [pin]: 'a' }], [type, { [pin]: 'b' }]);
  expect(two).toEqual(plan([], 0, text));
});

it('a text that grows for ever ends the node', async () => {
  const built = board()
    .node('start', 'events_simple')
    .node('push', 'events_chat_push_reasoning', { reasoning: 'four' })
    .wire('start.exec_out', 'push.exec_in');
  const { error } = await run(built, { limits: { textCharacters: 3 } });
  expect(error).toContain('The text of the step is longer than 3 characters');
});
