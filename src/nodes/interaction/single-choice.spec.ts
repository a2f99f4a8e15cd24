import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, messages, run } from '../testing.js';

/** Asks and gives the response; `late` is logged when nobody answers. */
const asking = (inputs: Readonly<Record<string, Value>> = {}) =>
  board()
    .node('start', 'events_simple')
    .node('ask', 'interaction_single_choice', inputs)
    .node('end', 'events_generic_return_result')
    .node('late', 'log_info')
    .wire('start.exec_out', 'ask.exec_in')
    .wire('ask.exec_out', 'end.exec_in')
    .wire('ask.response', 'end.response')
    .wire('ask.exec_timeout', 'late.exec_in')
    .wire('ask.responded', 'late.message');
const answering = (reply: Value | undefined) => new RecordingHost().answerQuestions(() => reply);

describe('interaction_single_choice', () => {
  it('tells the person what is asked', async () => {
    const host = answering({ selected_id: 'id-2' });
    const { result } = await run(asking(), { host, runId: 'r' });
    expect(result).toBe('Option B');
    expect(host.events[0]).toMatchObject({
      type: 'interaction_request',
      payload: {
        id: 'id-3',
        name: 'Choose an option',
        description: 'Please select one of the following options:',
        interaction_type: {
          type: 'single_choice',
          options: [
            { id: 'id-1', label: 'Option A', freeform: false },
            { id: 'id-2', label: 'Option B', freeform: false },
          ],
          allow_freeform: false,
        },
        status: 'pending',
        ttl_seconds: 120,
        expires_at: 120,
        run_id: 'r',
        responder_jwt: 'jwt-1',
      },
    });
  });

  it('lets something else be typed, which wins', async () => {
    const host = answering({ selected_id: 'id-1', freeform_value: 'Something else' });
    const { result } = await run(asking({ allow_freeform: true }), { host });
    expect(result).toBe('Something else');
    expect(host.questions[0]!.interactionType['options']).toMatchObject([
      { freeform: false },
      { freeform: false },
      { label: 'Other (type your answer)', freeform: true },
    ]);
  });

  it.each<[Value, string]>([
    [{ selected_id: 'id-1', freeform_value: '' }, 'Option A'],
    [{ selected_id: 'id-1', freeform_value: null }, 'Option A'],
    [{ selected_id: 'nobody' }, ''],
    [{ selected_id: '__proto__' }, ''],
    [{}, ''],
  ])('makes of the answer %j the response %j', async (reply, response) => {
    expect((await run(asking(), { host: answering(reply) })).result).toBe(response);
  });

  it.each<[Value, string]>([
    [null, 'The answer must be an object'],
    [[], 'The answer must be an object'],
    [{ selected_id: 1 }, 'The answer.selected_id must be a string'],
    [{ freeform_value: {} }, 'The answer.freeform_value must be a string'],
  ])('refuses the answer %j', async (reply, error) => {
    expect((await run(asking(), { host: answering(reply) })).error).toContain(error);
  });

  it.each([
    [1, 10],
    [-5, 10],
    [30, 30],
  ])('waits, told to wait %d seconds, for %d, then goes on by Timeout', async (told, seconds) => {
    const host = answering(undefined);
    const result = await run(asking({ ttl_seconds: told }), { host });
    expect(messages(result, 'Info', 'Warn')).toEqual(['Interaction timed out', 'false']);
    expect(result.status).toBe('completed');
    expect(host.clock.now()).toBe(seconds * 1000);
  });

  it('gives an empty response when nobody answers', async () => {
    const built = asking().node('out', 'log_info');
    built.wire('ask.exec_timeout', 'out.exec_in').wire('ask.response', 'out.message');
    expect(messages(await run(built, { host: answering(undefined) }), 'Info')).toContain('');
  });

  it('fails where there is nobody to ask', async () => {
    expect((await run(asking())).error).toContain(
      'There are no people to ask where this board runs',
    );
  });

  it('stops waiting when its run is told to end', async () => {
    const host = answering(undefined);
    const stop = new AbortController();
    const ended = run(asking(), { host, signal: stop.signal });
    stop.abort();
    expect((await ended).status).toBe('cancelled');
    expect(host.sleeping).toBe(0);
  });
});
