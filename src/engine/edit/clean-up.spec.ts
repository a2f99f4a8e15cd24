import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBoard } from '../board.js';
import type { BoardJson } from './board-json.js';
import { board, countingIds, deepFreeze, jsonOf, pinsOf } from './boards.testing.js';
import { cleanUp } from './clean-up.js';
import { layerTree } from './layer-tree.js';
import { type PinPlace, pinPlaces } from './pin-places.js';
import { randomBoards } from './random-boards.testing.js';

describe('cleanUp', () => {
  it('does everything at once', () => {
    const untidy = jsonOf(
      board()
        .node('a', 'source')
        .node('b', 'sink')
        .layer('box', {})
        .wire('a.text', 'b.text')
        .halfWire('a.out', 'nowhere'),
      { b: 'box' },
    );
    untidy.nodes['a']!.pins['a.out']!.index = 12;
    const tidy = cleanUp(untidy, countingIds());
    expect(tidy.nodes['a']!.pins['a.out']!.index).toBe(4);
    expect(tidy.layers['box']!.in_coordinates).toEqual([-300, 0, 0]);
    expect(tidy.refs[tidy.nodes['a']!.description]).toBe('Does nothing.');
    expect(tidy.nodes['a']!.pins['a.out']!.connected_to).toEqual([]);
    const relay = tidy.layers['box']!.pins['new-1']!;
    expect(relay).toMatchObject({ depends_on: ['a.text'], connected_to: ['b.text'], index: 1 });
    expect(tidy.refs[relay.description]).toBe('A text.');
  });

  it('keeps fields it does not know', () => {
    const strange = { ...jsonOf(board().node('a', 'sink')), mood: 'good' } as BoardJson;
    Object.assign(strange.nodes['a']!.pins['a.in']!, { colour: 'red' });
    const tidy = cleanUp(strange, countingIds());
    expect(tidy).toMatchObject({ mood: 'good' });
    expect(tidy.nodes['a']!.pins['a.in']).toMatchObject({ colour: 'red' });
  });

  it('forgets hashes, which no longer fit and are too long for JavaScript', () => {
    const json = jsonOf(board().node('a', 'sink').layer('box', {}));
    const hash = JSON.parse('18446744073709551615') as number;
    Object.assign(json.nodes['a']!, { hash });
    Object.assign(json.layers['box']!, { hash });
    Object.assign(json, { comments: { c: { hash } }, variables: { v: { hash } } });
    const tidy = cleanUp(json, countingIds());
    for (const item of [
      tidy.nodes['a'],
      tidy.layers['box'],
      tidy.comments['c'],
      tidy.variables['v'],
    ])
      expect(item!.hash).toBeNull();
  });

  it('gives old files the maps they lack', () => {
    const tidy = cleanUp({ id: 'old' } as BoardJson, countingIds());
    expect(tidy).toMatchObject({ nodes: {}, layers: {}, variables: {}, comments: {}, refs: {} });
  });
});

describe('cleanUp, whatever the board', () => {
  const clean = (json: BoardJson) => cleanUp(json, countingIds());
  const holds = (check: (before: BoardJson, after: BoardJson) => void) =>
    fc.assert(
      fc.property(randomBoards, (json) => check(deepFreeze(json), clean(json))),
      { numRuns: 300 },
    );

  it('changes nothing when done again, and never its input', () => {
    holds((_, after) => {
      expect(cleanUp(deepFreeze(after), () => 'a new relay')).toEqual(after);
    });
  });

  it('gives a board that can be read, with all nodes and layers', () => {
    holds((before, after) => {
      expect(() => readBoard(after)).not.toThrow();
      expect(Object.keys(after.nodes)).toEqual(Object.keys(before.nodes));
      expect(Object.keys(after.layers)).toEqual(Object.keys(before.layers));
      expect(Object.getPrototypeOf(after.nodes)).toBe(Object.prototype);
    });
  });

  it('leads every pin to the same pins as before', () => {
    holds((before, after) => expect(reachOf(after)).toEqual(reachOf(before)));
  });

  it('leaves no wire that crosses the border of a layer', () => {
    holds((_, after) => {
      const places = pinPlaces(after);
      const { scopeOf, parentOf } = layerTree(after);
      const scopes = ({ layer, isRelay }: PinPlace) =>
        isRelay ? [layer, parentOf(layer!)] : [scopeOf(layer)];
      for (const place of places.values())
        for (const id of place.pin.connected_to) {
          const others = scopes(places.get(id)!);
          expect(scopes(place).some((scope) => others.includes(scope))).toBe(true);
        }
    });
  });

  it('keeps every text readable', () => {
    const read = (json: BoardJson, text: string) =>
      Object.hasOwn(json.refs, text) && typeof json.refs[text] === 'string'
        ? json.refs[text]
        : text;
    holds((before, after) => {
      const described = [...pinsOf(before)].filter(
        ([, pin]) => typeof pin.description === 'string',
      );
      const texts = described.map(([, pin]) => read(before, pin.description));
      expect(described.map(([id]) => read(after, pinsOf(after).get(id)!.description))).toEqual(
        texts,
      );
    });
  });
});

/** For every pin of a node the pins of nodes that its wires lead to, through relays. */
function reachOf(json: BoardJson): ReadonlyMap<string, string[]> {
  const places = pinPlaces(json);
  const next = (id: string) =>
    (places.get(id)!.pin.connected_to ?? []).filter((to) =>
      places.get(to)?.pin.depends_on?.includes(id),
    );
  const reach = new Map<string, string[]>();
  for (const { id, isRelay } of places.values()) {
    if (isRelay) continue;
    const found = new Set<string>();
    const seen = new Set<string>();
    const open = next(id);
    for (let to = open.pop(); to !== undefined; to = open.pop()) {
      if (seen.has(to)) continue;
      seen.add(to);
      if (places.get(to)!.isRelay) open.push(...next(to));
      else found.add(to);
    }
    reach.set(id, [...found].sort());
  }
  return reach;
}
