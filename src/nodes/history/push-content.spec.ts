import { describe, expect, it } from '@jest/globals';
import { type BoardJson, NodeRegistry, runUpdateHooks, type Value } from '../../engine/index.js';
import { allNodes } from '../index.js';
import { board, run } from '../testing.js';

const text = (words: string) => ({ type: 'text', text: words });

const pushing = (message: Value, type: string, pins: Readonly<Record<string, Value>>) => {
  const built = board()
    .node('start', 'events_simple')
    .node('push', 'ai_generative_push_content', { message, type })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'push.exec_in')
    .wire('push.exec_out', 'end.exec_in')
    .wire('push.message_out', 'end.response');
  for (const [name, value] of Object.entries(pins))
    built.pin(`push.${name}`, 'Input', 'String').default(`push.${name}`, value);
  return built;
};

describe('ai_generative_push_content', () => {
  it('adds a text; a content that is a text becomes a part', async () => {
    const { result } = await run(
      pushing({ role: 'user', content: 'a', name: 'Ann' }, 'Text', { text: 'b' }),
    );
    expect(result).toEqual({ role: 'user', content: [text('a'), text('b')], name: 'Ann' });
  });

  it('adds an image', async () => {
    const pins = { image: 'data:image/png;base64,', mime: 'low' };
    const { result } = await run(pushing({ role: 'user', content: [] }, 'Image', pins));
    const image_url = { url: pins.image, detail: 'low' };
    expect(result).toEqual({ role: 'user', content: [{ type: 'image_url', image_url }] });
  });

  it('adds nothing of a type nobody knows', async () => {
    const { result } = await run(pushing({ role: 'user', content: [text('a')] }, 'Sound', {}));
    expect(result).toEqual({ role: 'user', content: [text('a')] });
  });

  it('refuses what is no message', async () => {
    const { error } = await run(pushing({ content: 'a' }, 'Text', { text: 'b' }));
    expect(error).toContain("Pin 'message'.role is missing");
  });

  it('has the inputs that belong to its type', () => {
    const json = pushing({}, 'Image', { text: 'gone' }).json() as BoardJson;
    let count = 0;
    const after = runUpdateHooks(json, new NodeRegistry(allNodes), () => `new-${++count}`);
    const pins = Object.values(after.nodes['push']!.pins);
    const inputs = pins.filter((pin) => pin.pin_type === 'Input').map(({ name }) => name);
    expect(inputs).toEqual(['exec_in', 'message', 'type', 'image', 'mime']);
  });
});
