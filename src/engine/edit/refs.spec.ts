import { describe, expect, it } from '@jest/globals';
import type { BoardJson } from './board-json.js';
import { board, jsonOf, pinAt } from './boards.testing.js';
import { moveTextsToRefs } from './refs.js';
import { textKey } from './text-key.js';

/** A board of one node, whose description is the text. */
const described = (text: string, refs: Record<string, string> = {}): BoardJson => {
  const json = jsonOf(board());
  const node = { ...jsonOf(board().node('a', 'sink')).nodes['a']!, pins: {} };
  return { ...json, nodes: { a: { ...node, description: text } }, refs };
};

describe('moveTextsToRefs', () => {
  it('moves descriptions of nodes and pins, and schemas of pins, layer pins and variables', () => {
    const json = jsonOf(board().node('a', 'sink').layer('box', { in: 'String' }).variable('v', 1));
    pinAt(json, 'a.text').schema = '{"a":1}';
    pinAt(json, 'box.in').schema = '{"b":1}';
    json.variables['v']!.schema = '{"c":1}';
    const moved = moveTextsToRefs(json);
    expect(moved.refs[moved.nodes['a']!.description]).toBe('Does nothing.');
    expect(moved.refs[pinAt(moved, 'a.text').description]).toBe('A text.');
    expect(moved.refs[pinAt(moved, 'a.text').schema!]).toBe('{"a":1}');
    expect(moved.refs[pinAt(moved, 'box.in').schema!]).toBe('{"b":1}');
    expect(moved.refs[moved.variables['v']!.schema!]).toBe('{"c":1}');
    expect(moved.nodes['a']!.friendly_name).toBe('Sink');
    expect(pinAt(moved, 'a.in').schema).toBeNull();
  });

  it('keeps one copy of equal texts, the empty one too', () => {
    const json = jsonOf(board().layer('box', { in: 'String', out: 'String' }));
    const moved = moveTextsToRefs(json);
    const key = pinAt(moved, 'box.in').description;
    expect(moved.refs).toEqual({ [key]: '' });
    expect(pinAt(moved, 'box.out').description).toBe(key);
  });

  it('leaves keys as they are, and reuses the key that a text has', () => {
    const json = described('A text.', { 9657: 'A text.' });
    expect(moveTextsToRefs(json)).toMatchObject({ refs: { 9657: 'A text.' } });
    const keyed = moveTextsToRefs(described('9657', { 9657: 'A text.' }));
    expect(keyed.nodes['a']!.description).toBe('9657');
  });

  it('drops keys that are no longer used', () => {
    expect(moveTextsToRefs(described('7', { 7: 'used', 8: 'unused' })).refs).toEqual({ 7: 'used' });
  });

  it('takes no name of a prototype for a key, and no value that is no text', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      const moved = moveTextsToRefs(described(name));
      expect(moved.refs).toEqual({ [moved.nodes['a']!.description]: name });
    }
    const moved = moveTextsToRefs(described('7', { 7: 12 as unknown as string }));
    expect(moved.refs).toEqual({ [moved.nodes['a']!.description]: '7' });
  });

  it('gives texts that want the same key different ones', () => {
    const json = jsonOf(board().node('a', 'sink'));
    const moved = moveTextsToRefs(json, (_, attempt = 0) => `key ${attempt}`);
    const descriptions = Object.values(moved.nodes['a']!.pins).map((pin) => pin.description);
    const texts = [moved.nodes['a']!.description, ...descriptions].map((key) => moved.refs[key]);
    expect(texts).toEqual(['Does nothing.', 'Starts it.', 'A text.', 'Goes on.', 'The text.']);
  });

  it('keeps apart a text and the key of another text that looks like it', () => {
    const json = jsonOf(board().node('a', 'sink'));
    json.nodes['a']!.description = 'A text.';
    pinAt(json, 'a.in').description = textKey('A text.');
    const moved = moveTextsToRefs(json);
    expect(moved.refs[moved.nodes['a']!.description]).toBe('A text.');
    expect(moved.refs[pinAt(moved, 'a.in').description]).toBe(textKey('A text.'));
  });
});

describe('textKey', () => {
  it('is a number of up to 64 bits that stays the same in every version', () => {
    expect(textKey('')).toBe('4299381780036469111');
    expect(textKey('A text.')).toBe('14873658202795233032');
    expect(textKey('A text.', 1)).toBe('4197499094842342720');
  });

  it('differs for texts that differ a little', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => [`Pin ${index}`, `${index} niP`]);
    expect(new Set(texts.flat().map((text) => textKey(text))).size).toBe(40_000);
  });
});
