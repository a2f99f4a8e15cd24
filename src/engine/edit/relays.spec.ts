import { describe, expect, it } from '@jest/globals';
import type { BoardJson } from './board-json.js';
import { board, countingIds, jsonOf, pinAt, pinsOf } from './boards.testing.js';
import { addRelays } from './relays.js';

const relayed = (json: BoardJson) => addRelays(json, countingIds());
const links = (json: BoardJson, id: string) => {
  const { depends_on, connected_to } = pinAt(json, id);
  return [depends_on, connected_to];
};

describe('addRelays', () => {
  it('leads a wire into a layer through a copy of the inner pin', () => {
    const json = relayed(
      jsonOf(
        board().node('a', 'source').node('b', 'sink').layer('box', {}).wire('a.text', 'b.text'),
        { b: 'box' },
      ),
    );
    expect(json.layers['box']!.pins['new-1']).toMatchObject({
      id: 'new-1',
      name: 'text',
      pin_type: 'Input',
      data_type: 'String',
      description: 'A text.',
    });
    expect(links(json, 'a.text')).toEqual([[], ['new-1']]);
    expect(links(json, 'new-1')).toEqual([['a.text'], ['b.text']]);
    expect(links(json, 'b.text')).toEqual([['new-1'], []]);
  });

  it('leads a wire out of a layer, with one relay for all wires of the pin', () => {
    const json = relayed(
      jsonOf(
        board()
          .node('a', 'source')
          .node('b', 'sink')
          .node('c', 'sink')
          .node('d', 'sink')
          .layer('box', {})
          .wire('a.text', 'b.text')
          .wire('a.text', 'c.text')
          .wire('a.text', 'd.text'),
        { a: 'box', d: 'box' },
      ),
    );
    expect(Object.keys(json.layers['box']!.pins)).toEqual(['new-1']);
    expect(pinAt(json, 'new-1').pin_type).toBe('Output');
    expect(links(json, 'a.text')).toEqual([[], ['d.text', 'new-1']]);
    expect(links(json, 'new-1')).toEqual([['a.text'], ['b.text', 'c.text']]);
  });

  it('leads wires of several sources to one execution input through one relay', () => {
    const json = relayed(
      jsonOf(
        board()
          .node('a', 'source')
          .node('b', 'sink')
          .node('c', 'sink')
          .layer('box', {})
          .wire('a.out', 'c.in')
          .wire('b.out', 'c.in'),
        { c: 'box' },
      ),
    );
    expect(links(json, 'new-1')).toEqual([['a.out', 'b.out'], ['c.in']]);
  });

  it('makes two relays for a pin with wires from outside and to outside', () => {
    const json = jsonOf(
      board()
        .node('a', 'source')
        .node('b', 'sink')
        .node('c', 'sink')
        .layer('box', {})
        .wire('a.text', 'b.text')
        .wire('b.text', 'c.text'),
      { b: 'box' },
    );
    const both = relayed(json);
    expect(Object.keys(both.layers['box']!.pins)).toHaveLength(2);
    expect(links(both, 'b.text')).toEqual([['new-1'], ['new-2']]);
    expect(links(both, 'new-1')).toEqual([['a.text'], ['b.text']]);
    expect(links(both, 'new-2')).toEqual([['b.text'], ['c.text']]);
  });

  it('goes through every layer between two nodes', () => {
    const json = relayed(
      jsonOf(
        board()
          .node('a', 'source')
          .node('b', 'sink')
          .layer('left', {})
          .layer('right', {})
          .layer('inner', {})
          .wire('a.text', 'b.text'),
        { a: 'left', b: 'inner', inner: 'right' },
      ),
    );
    const [out] = Object.keys(json.layers['left']!.pins);
    const [into] = Object.keys(json.layers['right']!.pins);
    const [deeper] = Object.keys(json.layers['inner']!.pins);
    expect(links(json, out!)).toEqual([['a.text'], [into]]);
    expect(links(json, into!)).toEqual([[out], [deeper]]);
    expect(links(json, deeper!)).toEqual([[into], ['b.text']]);
    expect([out, into, deeper].map((id) => pinAt(json, id!).pin_type)).toEqual([
      'Output',
      'Input',
      'Input',
    ]);
  });

  it('takes up a wire at the relay it has, from inside and from outside', () => {
    const through = board()
      .node('a', 'source')
      .node('b', 'sink')
      .node('c', 'sink')
      .layer('outer', { text: 'String' })
      .layer('inner', {})
      .layer('next', {})
      .wire('a.text', 'outer.text')
      .wire('outer.text', 'b.text')
      .wire('outer.text', 'c.text');
    const json = relayed(jsonOf(through, { b: 'inner', inner: 'outer', c: 'next' }));
    expect(Object.keys(json.layers['outer']!.pins)).toEqual(['outer.text']);
    const [inner] = Object.keys(json.layers['inner']!.pins);
    const [next] = Object.keys(json.layers['next']!.pins);
    expect(links(json, 'outer.text')).toEqual([['a.text'], [inner, next].sort()]);
    expect(links(json, inner!)[1]).toEqual(['b.text']);
    expect(links(json, next!)[1]).toEqual(['c.text']);
  });

  it('puts relays behind the pins a layer has', () => {
    const json = relayed(
      jsonOf(
        board()
          .node('a', 'source')
          .node('b', 'sink')
          .layer('box', { one: 'String' })
          .wire('a.out', 'b.in')
          .wire('a.text', 'b.text'),
        { b: 'box' },
      ),
    );
    expect(Object.values(json.layers['box']!.pins).map(({ index }) => index)).toEqual([1, 2, 3]);
  });

  it('takes a node in a layer that does not exist, or has no name, to lie on the board', () => {
    for (const layer of ['nowhere', '', 'constructor', '__proto__']) {
      const built = board().node('a', 'source').node('b', 'sink').wire('a.text', 'b.text');
      // An empty string stands for the board, even where a layer is called so.
      const json = jsonOf(built.layer('', {}), { b: layer });
      expect(relayed(json)).toBe(json);
    }
  });

  it('takes up a wire at the relay of a layer without a name', () => {
    const built = board().node('a', 'source').node('b', 'sink').layer('', { x: 'String' });
    const json = jsonOf(built.layer('box', {}).wire('a.text', '.x').wire('.x', 'b.text'), {
      '': 'box',
      b: 'box',
    });
    const [relay] = Object.keys(relayed(json).layers['box']!.pins);
    expect(links(relayed(json), '.x')).toEqual([[relay], ['b.text']]);
  });

  it('takes layers that lie in each other to lie on the board', () => {
    const ring = board()
      .node('a', 'source')
      .node('b', 'sink')
      .layer('one', {})
      .layer('two', {})
      .layer('below', {})
      .wire('a.text', 'b.text');
    const json = relayed(
      jsonOf(ring, { one: 'two', two: 'one', below: 'one', a: 'two', b: 'below' }),
    );
    const relays = ['one', 'two', 'below'].map((id) => Object.keys(json.layers[id]!.pins).length);
    expect(relays).toEqual([1, 1, 1]);
  });

  it('leaves wires between layers that lie too deep', () => {
    const nested = (depth: number) => {
      const builder = board().node('a', 'source').node('b', 'sink').wire('a.text', 'b.text');
      const parents: Record<string, string> = { b: `l${depth}` };
      for (let level = 1; level <= depth; level++) {
        builder.layer(`l${level}`, {});
        if (level > 1) parents[`l${level}`] = `l${level - 1}`;
      }
      return jsonOf(builder, parents);
    };
    expect(pinsOf(relayed(nested(32))).size - pinsOf(nested(32)).size).toBe(32);
    const deep = nested(5000);
    expect(relayed(deep)).toBe(deep);
  });
});
