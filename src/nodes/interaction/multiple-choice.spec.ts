import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, messages, run } from '../testing.js';

const asking = (inputs: Readonly<Record<string, Value>> = {}) =>
  board()
    .node('start', 'events_simple')
    .node('ask', 'interaction_multiple_choice', inputs)
    .node('end', 'events_generic_return_result')
    .node('late', 'log_info')
    .wire('start.exec_out', 'ask.exec_in')
    .wire('ask.exec_out', 'end.exec_in')
    .wire('ask.response', 'end.response')
    .wire('ask.exec_timeout', 'late.exec_in')
    .wire('ask.response', 'late.message');
const answering = (reply: Value | undefined) => new RecordingHost().answerQuestions(() => reply);

describe('interaction_multiple_choice', () => {
  it.each([
    [{}, 1, 2],
    [{ min_selections: -1, max_selections: -1 }, 0, 2],
    [{ min_selections: 2, max_selections: 1 }, 2, 1],
  ])('with %j from %d to %d can be chosen', async (inputs, min_selections, max_selections) => {
    const host = answering({ selected_ids: [] });
    expect((await run(asking(inputs), { host })).result).toEqual([]);
    expect(host.questions[0]!.interactionType).toMatchObject({
      type: 'multiple_choice',
      options: [{ label: 'Option A' }, { label: 'Option B' }],
      min_selections,
      max_selections,
    });
  });

  it.each<[string[], string[]]>([
    [
      ['id-2', 'id-1'],
      ['Option B', 'Option A'],
    ],
    [['id-2', 'nobody', 'id-2'], ['Option B']],
    [['constructor'], []],
  ])('makes of the ids %j the labels %j', async (selected_ids, labels) => {
    expect((await run(asking(), { host: answering({ selected_ids }) })).result).toEqual(labels);
  });

  it('takes options the author added', async () => {
    const built = asking().pin('ask.options', 'Input', 'String').default('ask.options#3', 'C');
    const host = answering({ selected_ids: ['id-3'] });
    expect((await run(built, { host })).result).toEqual(['C']);
  });

  it.each<[Value, string]>([
    [{}, 'The answer.selected_ids is missing'],
    [{ selected_ids: [1] }, 'The answer.selected_ids[0] must be a string'],
  ])('refuses the answer %j', async (reply, error) => {
    expect((await run(asking(), { host: answering(reply) })).error).toContain(error);
  });

  it('gives an empty list when nobody answers', async () => {
    const result = await run(asking(), { host: answering(undefined) });
    expect(messages(result, 'Info', 'Warn')).toEqual(['Interaction timed out', '[]']);
  });
});
