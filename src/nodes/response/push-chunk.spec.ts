import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { board, run, runNode } from '../testing.js';

const empty = { choices: [], usage: { completion_tokens: 1, prompt_tokens: 2, total_tokens: 3 } };
const TYPE = 'ai_generative_llm_response_push_chunk';

/** Pushes one piece after the other. */
async function pushed(...chunks: Value[]): Promise<unknown> {
  let response: Value = empty;
  for (const chunk of chunks) {
    const ended = await runNode(TYPE, { response, chunk }, 'response_out');
    if (ended.error !== null) return ended.error;
    response = ended.result;
  }
  return response;
}
const piece = (delta: Value, more: object = {}) => ({
  id: '',
  choices: [{ index: 0, delta, ...more }],
});

describe('ai_generative_llm_response_push_chunk', () => {
  it('goes on with the texts of a choice', async () => {
    const response = await pushed(
      piece({ role: 'assistant', content: 'a', reasoning: 'x' }),
      piece({ content: 'b', refusal: 'no', reasoning: null }),
      piece(null, { finish_reason: 'stop', logprobs: { content: [] } }),
    );
    const message = { role: 'assistant', content: 'ab', reasoning: 'x', refusal: 'no' };
    expect(response).toMatchObject({
      choices: [{ index: 0, finish_reason: 'stop', logprobs: { content: [] }, message }],
    });
  });

  it('takes over what it says of itself, and adds what it cost', async () => {
    const counts = { completion_tokens: 10, prompt_tokens: 20, total_tokens: 30 };
    const chunk = { id: 'c', choices: [], model: 'm', created: 5, service_tier: null };
    const response = await pushed(
      { ...chunk, usage: { ...counts, cost: 0.5 } },
      { ...chunk, model: null, usage: { ...counts, cost: 0.5, details: { x: 1 } } },
    );
    expect(response).toEqual({
      choices: [],
      created: 5,
      model: 'm',
      usage: {
        completion_tokens: 21,
        prompt_tokens: 42,
        total_tokens: 63,
        cost: new Float(1),
        details: { x: 1 },
      },
    });
  });

  it('keeps choices apart by their index', async () => {
    const choice = (index: number, content: string) => ({ index, delta: { content } });
    const response = await pushed(
      { choices: [choice(1, 'b'), choice(0, 'a')] },
      { choices: [choice(0, 'A'), choice(1, 'B'), choice(1, '!')] },
    );
    expect(response).toMatchObject({
      choices: [
        { index: 1, message: { role: 'assistant', content: 'bB!' } },
        { index: 0, message: { content: 'aA' } },
      ],
    });
  });

  it('puts calls of tools together', async () => {
    const calls = (...tool_calls: Value[]) => piece({ tool_calls });
    const response = await pushed(
      calls({ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '{' } }),
      calls({ index: 0, type: 'function', function: { arguments: '}' } }, { index: 1, id: 'b' }),
      calls({ id: 'c', function: { name: 'g' } }, { id: 'c', function: { name: 'g' } }),
    );
    const none = { name: '', arguments: '' };
    expect(response).toMatchObject({
      choices: [
        {
          message: {
            tool_calls: [
              { index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
              { index: 1, id: 'b', function: none },
              { id: 'c', function: { name: 'g', arguments: '' } },
              { id: 'c', function: { name: 'g', arguments: '' } },
            ],
          },
        },
      ],
    });
  });

  it('takes another role in place of the first', async () => {
    const response = await pushed(piece({ role: 'assistant' }), piece({ role: 'tool' }));
    expect(response).toMatchObject({ choices: [{ message: { role: 'tool' } }] });
  });

  it.each<[Value, string]>([
    [{}, "Pin 'chunk'.choices is missing"],
    [{ choices: [{ delta: {} }] }, "Pin 'chunk'.choices[0].index is missing"],
    [piece({ content: 1 }), '.choices[0].delta.content must be a string'],
    [piece({ tool_calls: [{ index: 1.5 }] }), '.tool_calls[0].index must be an integer'],
    [{ choices: [], usage: { total_tokens: 'x' } }, '.usage.total_tokens must be an integer'],
    [
      { choices: [], usage: { total_tokens: 9_007_199_254_740_991 } },
      'There are too many total_tokens to count',
    ],
  ])('refuses %j', async (chunk, error) => {
    expect(await pushed(chunk)).toContain(error);
  });

  it.each([
    [{ textCharacters: 3 }, piece({ content: 'abcd' }), 'The content of the response is longer'],
    [{ arrayItems: 1 }, { choices: [{ index: 0 }, { index: 1 }] }, 'more than 1 items'],
  ])('ends at %j', async (limits, chunk, error) => {
    const built = board()
      .node('start', 'events_simple')
      .node('push', TYPE, { response: empty, chunk: chunk as Value })
      .wire('start.exec_out', 'push.exec_in');
    expect((await run(built, { limits })).error).toContain(error);
  });
});
