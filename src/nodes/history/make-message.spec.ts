import { describe, expect, it } from '@jest/globals';
import { type BoardJson, NodeRegistry, runUpdateHooks, type Value } from '../../engine/index.js';
import { allNodes } from '../index.js';
import { board, run } from '../testing.js';

const withPins = (
  typed: Readonly<Record<string, Value>>,
  pins: Readonly<Record<string, Value>>,
) => {
  const built = board()
    .node('start', 'events_simple')
    .node('make', 'ai_generative_make_history_message', typed)
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('make.message', 'end.response');
  for (const [name, value] of Object.entries(pins)) {
    built.pin(`make.${name}`, 'Input', 'String').default(`make.${name}`, value);
  }
  return built;
};
const make = (typed: Readonly<Record<string, Value>>, pins: Readonly<Record<string, Value>>) =>
  run(withPins(typed, pins));

describe('ai_generative_make_history_message', () => {
  it.each<[string, string]>([
    ['User', 'user'],
    ['Assistant', 'assistant'],
    ['SYSTEM', 'system'],
  ])('makes a text of role %s', async (role, stored) => {
    const content = [{ type: 'text', text: 'Hi' }];
    expect((await make({ role }, { text: 'Hi' })).result).toEqual({ role: stored, content });
  });

  it('makes an image, with a detail if there is one', async () => {
    const image_url = { url: 'https://x/y.png' };
    const part = { type: 'image_url', image_url };
    const pins = { image: 'https://x/y.png' };
    for (const mime of ['', null]) {
      const { result } = await make({ type: 'Image' }, { ...pins, mime });
      expect(result).toEqual({ role: 'user', content: [part] });
    }
    const { result } = await make({ type: 'Image' }, { ...pins, mime: 'high' });
    expect(result).toMatchObject({ content: [{ image_url: { ...image_url, detail: 'high' } }] });
  });

  it('makes the answer to a call of a tool', async () => {
    const { result } = await make({ role: 'Tool' }, { text: '4', tool_call_id: 'c' });
    expect(result).toEqual({
      role: 'tool',
      content: [{ type: 'text', text: '4' }],
      tool_call_id: 'c',
    });
  });

  it('fails where its pins are wrong', async () => {
    expect((await make({}, {})).error).toContain('Pin text not found');
    expect((await make({}, { text: 1 })).error).toContain("Pin 'text' must hold a string");
    expect((await make({ role: 'Boss' }, { text: '' })).error).toContain(
      "Pin 'role' must be one of Assistant, System, User, Tool",
    );
    expect((await make({ type: 'Sound' }, {})).result).toEqual({ role: 'user', content: [] });
  });

  it('has the inputs that belong to its role and type', () => {
    let count = 0;
    const inputsAfter = (typed: Readonly<Record<string, Value>>) => {
      const json = withPins(typed, { old: 1 }).json() as BoardJson;
      const after = runUpdateHooks(json, new NodeRegistry(allNodes), () => `new-${++count}`);
      const pins = Object.values(after.nodes['make']!.pins);
      return pins.filter((pin) => pin.pin_type === 'Input').map(({ name }) => name);
    };
    expect(inputsAfter({})).toEqual(['role', 'type', 'text']);
    expect(inputsAfter({ type: 'Image' })).toEqual(['role', 'type', 'image', 'mime']);
    expect(inputsAfter({ role: 'Tool' })).toEqual(['role', 'type', 'text', 'tool_call_id']);
  });
});
