import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const history = { model: 'm', messages: [] };
const set = (name: string, value: Value, from: Value = history) =>
  runNode(`ai_generative_set_history_${name}`, { history: from, [name]: value }, 'history_out');

it.each<[string, string, Value, Value]>([
  ['frequency_penalty', 'frequency_penalty', 0.5, 0.5],
  ['max_tokens', 'max_completion_tokens', 100, 100],
  ['n', 'n', 2, 2],
  ['presence_penalty', 'presence_penalty', 1, new Float(1)],
  ['response_format', 'response_format', 'json', 'json'],
  ['response_format', 'response_format', { type: 'x' }, { type: 'x' }],
  ['seed', 'seed', 7, 7],
  ['stop_words', 'stop', ['a', 'b'], ['a', 'b']],
  ['stream', 'stream', false, false],
  ['temperature', 'temperature', 0.7, 0.699999988079071],
  ['top_p', 'top_p', 0.25, 0.25],
  ['user', 'user', 'Ann', 'Ann'],
])('ai_generative_set_history_%s sets %s', async (name, member, value, stored) => {
  expect((await set(name, value)).result).toEqual({ ...history, preset: null, [member]: stored });
});

describe('the nodes that set something of a history', () => {
  it('keep what else there is, and what nobody knows', async () => {
    const from = JSON.parse('{"model":"m","messages":[],"temperature":null,"x":1,"__proto__":2}');
    const { result } = await set('user', 'Ann', from as Value);
    expect(Object.keys(result as object).sort()).toEqual(
      ['__proto__', 'messages', 'model', 'preset', 'user', 'x'].sort(),
    );
  });

  it.each([
    ['n', -1, 4_294_967_295],
    ['seed', 2 ** 32 + 5, 5],
    ['max_tokens', -(2 ** 31), 2_147_483_648],
  ])('%s %d wraps to 32 bits without a sign', async (name, value, stored) => {
    const { result } = await set(name, value);
    expect(Object.values(result as object)).toContain(stored);
  });

  it('leave a number out that 32 bits can’t hold', async () => {
    expect((await set('temperature', 1e300)).result).toEqual({ ...history, preset: null });
  });

  it.each<[Value, string]>([
    [[], "Pin 'history' must be an object"],
    [{ messages: [] }, "Pin 'history'.model is missing"],
    [{ model: 'm' }, "Pin 'history'.messages is missing"],
    [{ model: 'm', messages: {} }, "Pin 'history'.messages must be an array"],
    [{ model: 'm', messages: [{}] }, "Pin 'history'.messages[0].role is missing"],
    [{ model: 'm', messages: [null] }, "Pin 'history'.messages[0] must be an object"],
    [
      { model: 'm', messages: [{ role: 'User', content: '' }] },
      "Pin 'history'.messages[0].role must be one of system, user, assistant, function, tool",
    ],
  ])('refuse %j', async (from, error) => {
    expect((await set('n', 1, from)).error).toContain(error);
  });

  it('refuse a wrong value', async () => {
    expect((await set('n', 1.5)).error).toContain("Pin 'n' holds a float, expected an integer");
    expect((await set('stop_words', [1])).error).toContain("Pin 'stop_words[0]' holds an integer");
  });
});
