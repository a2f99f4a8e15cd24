import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const saying = (content: Value) => ({ index: 0, message: { role: 'assistant', content } });
const last = (what: string, choices: Value, output: string) =>
  runNode(`ai_generative_llm_response_last_${what}`, { response: { choices } }, output);

describe('ai_generative_llm_response_last_content', () => {
  it.each<[Value, string, boolean]>([
    [[saying('a'), saying('b')], 'b', true],
    [[saying('a'), saying(null)], '', false],
    [[saying('')], '', false],
    [[], '', false],
  ])('of %j is %j', async (choices, content, success) => {
    expect((await last('content', choices, 'content')).result).toBe(content);
    expect((await last('content', choices, 'success')).result).toBe(success);
  });

  it('refuses what is no response', async () => {
    expect((await last('content', null, 'content')).error).toContain(
      "Pin 'response'.choices must be an array",
    );
    expect((await last('content', [{}], 'content')).error).toContain(
      '.choices[0].index is missing',
    );
    const negative = [{ index: -1, message: { role: 'a' } }];
    expect((await last('content', negative, 'content')).error).toContain('at least 0');
  });
});

describe('ai_generative_llm_response_last_message', () => {
  it('gives the message', async () => {
    expect((await last('message', [saying('a')], 'message')).result).toEqual(saying('a').message);
    expect((await last('message', [saying('a')], 'success')).result).toBe(true);
  });

  it('says when there is none', async () => {
    expect((await last('message', [], 'success')).result).toBe(false);
    expect((await last('message', [], 'message')).error).toContain("Pin 'message' has no value");
  });
});
