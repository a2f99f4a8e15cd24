import { describe, expect, it } from '@jest/globals';
import { RunStopped, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

const usage = { completion_tokens: 0, prompt_tokens: 0, total_tokens: 0, cost: null };
const saying = (content: string) => ({
  choices: [{ index: 0, finish_reason: '', message: { role: 'assistant', content } }],
});
const piece = (delta: Value) => ({ id: '', choices: [{ index: 0, delta }] });
const whole = (response: Value) => ({
  response,
  local_session: null,
  global_session: null,
  actions: [],
  attachments: [],
  model_id: null,
});

/** A board that pushes these, one after the other. */
function pushing(...pushes: [type: string, inputs: Readonly<Record<string, Value>>][]) {
  const built = board().node('p0', 'events_simple');
  for (const [index, [type, inputs]] of pushes.entries())
    built
      .node(`p${index + 1}`, `events_chat_push_${type}`, inputs)
      .wire(`p${index}.exec_out`, `p${index + 1}.exec_in`);
  return built;
}
async function sent(built: ReturnType<typeof board>) {
  const host = new RecordingHost();
  const { error } = await run(built, { start: 'p0', host });
  return { error, events: host.events.map(({ type, payload }) => [type, payload]) };
}

describe('events_chat_push_response', () => {
  it('sends the whole answer, and once more in the end', async () => {
    const { events } = await sent(pushing(['response', { response: saying('Hi') }]));
    expect(events).toEqual([
      ['chat_stream', whole(saying('Hi'))],
      ['chat_out', whole(saying('Hi'))],
    ]);
  });

  it('replaces what there was', async () => {
    const { events } = await sent(
      pushing(
        ['response_chunk', { chunk: piece({ content: 'a' }) }],
        ['response', { response: saying('b') }],
        ['attachment', { attachment: 'x' }],
      ),
    );
    expect(events.at(-1)).toEqual(['chat_out', { ...whole(saying('b')), attachments: ['x'] }]);
  });

  it('refuses what is no response', async () => {
    const { error, events } = await sent(pushing(['response', { response: {} }]));
    expect(error).toContain("Pin 'response'.choices is missing");
    expect(events).toEqual([]);
  });
});

describe('events_chat_push_response_chunk', () => {
  it('sends the piece and adds it to the answer', async () => {
    const chunks = [piece({ role: 'assistant', content: 'a' }), piece({ content: 'b' })];
    const { events } = await sent(
      pushing(['response_chunk', { chunk: chunks[0]! }], ['response_chunk', { chunk: chunks[1]! }]),
    );
    const part = (chunk: Value) => ({ chunk, actions: [], attachments: [], plan: null });
    expect(events.slice(0, 2)).toEqual([
      ['chat_stream_partial', part(chunks[0]!)],
      ['chat_stream_partial', part(chunks[1]!)],
    ]);
    const message = { role: 'assistant', content: 'ab', tool_calls: [] };
    const choices = [{ index: 0, finish_reason: '', message }];
    expect(events[2]).toEqual(['chat_out', whole({ choices, usage })]);
  });

  it('shows what the model thinks in a step of its own', async () => {
    const thinking = piece({ reasoning: 'Hm' });
    const { events } = await sent(
      pushing(
        ['step', { title: 'Look' }],
        ['response_chunk', { chunk: thinking }],
        ['response_chunk', { chunk: thinking }],
      ),
    );
    const plan = (current_message: string) => ({
      plan: [
        [0, 'Thinking'],
        [1, 'Look: '],
      ],
      current_step: 1,
      current_message,
    });
    expect(events[1]).toMatchObject(['chat_stream_partial', { plan: plan('Hm') }]);
    expect(events[2]).toMatchObject([
      'chat_stream_partial',
      { chunk: thinking, plan: plan('Hm\nHm') },
    ]);
  });
});

describe('the answer of a run', () => {
  it('is told in the end also when a node failed, and by every run anew', async () => {
    const failing = pushing(
      ['response_chunk', { chunk: piece({ content: 'a' }) }],
      ['response', { response: 5 }],
    );
    for (const _ of [1, 2]) {
      const { error, events } = await sent(failing);
      expect(error).toContain("Pin 'response' must be an object");
      expect(events.map(([type]) => type)).toEqual(['chat_stream_partial', 'chat_out']);
      expect(events[1]).toMatchObject([
        'chat_out',
        { response: { choices: [{ message: { content: 'a' } }] } },
      ]);
    }
  });

  it('is not told when nobody pushed anything, or when the run was cancelled', async () => {
    expect((await sent(pushing())).events).toEqual([]);
    const host = new RecordingHost();
    const stop = new AbortController();
    const built = pushing(['response', { response: saying('a') }])
      .node('wait', 'delay', { time: 1000 })
      .wire('p1.exec_out', 'wait.exec_in');
    const ended = run(built, { start: 'p0', host, signal: stop.signal });
    stop.abort(new RunStopped('cancelled', 'enough'));
    expect((await ended).status).toBe('cancelled');
    expect(host.events.map(({ type }) => type)).toEqual(['chat_stream']);
  });
});
