import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBoard } from '../board.js';
import type { BoardBuilder } from '../testing.js';
import type { BoardJson } from './board-json.js';
import { board, countingIds, deepFreeze, jsonOf, pinAt } from './boards.testing.js';
import { cleanUp } from './clean-up.js';
import { hooked, registry } from './hooked.testing.js';
import { randomBoards } from './random-boards.testing.js';
import { runUpdateHooks } from './update-hooks.js';

const builder = () => board(...hooked).node('a', 'source');
const update = (json: BoardJson) => runUpdateHooks(deepFreeze(json), registry, countingIds());
const updated = (built: BoardBuilder) => update(jsonOf(built));
const typeOf = (json: BoardJson, id: string) => {
  const { data_type, value_type } = pinAt(json, id);
  return `${data_type} ${value_type}`;
};

describe('type rules', () => {
  it('give a pin the type of what is wired to it, with its schema', () => {
    const json = jsonOf(builder().node('t', 'taker').wire('a.texts', 't.value'));
    pinAt(json, 'a.texts').schema = '{}';
    const after = update(json);
    expect(typeOf(after, 't.value')).toBe('String Array');
    expect(pinAt(after, 't.value').schema).toBe('{}');
  });

  it('make a pin Generic again when its wire is gone', () => {
    const json = jsonOf(builder().node('t', 'taker').type('t.value', 'Integer'));
    Object.assign(pinAt(json, 't.value'), { schema: '{}', value_type: 'Array' });
    const after = update(json);
    expect(typeOf(after, 't.value')).toBe('Generic Normal');
    expect(pinAt(after, 't.value').schema).toBeNull();
  });

  it('see no wire in a link with a loose end', () => {
    const json = jsonOf(builder().node('t', 'taker'));
    pinAt(json, 't.value').depends_on = ['a.text'];
    expect(typeOf(update(json), 't.value')).toBe('Generic Normal');
  });

  it('mean the first of several pins with one name', () => {
    const built = builder().node('t', 'taker').wire('a.text', 't.value');
    for (const other of ['t.value#2', 't.value#3'])
      built.pin('t.value', 'Input', 'Generic').wire('a.text', other);
    const json = jsonOf(built);
    pinAt(json, 't.value').index = 4;
    const after = update(json);
    expect(typeOf(after, 't.value')).toBe('Generic Normal');
    expect(typeOf(after, 't.value#2')).toBe('String Normal');
    expect(typeOf(after, 't.value#3')).toBe('Generic Normal');
  });

  it('mean all pins of a name where they say so', () => {
    const json = jsonOf(builder().node('g', 'gatherer').wire('a.text', 'g.part#2'));
    const after = update(json);
    for (const part of ['g.part', 'g.part#2', 'g.part#3'])
      expect(typeOf(after, part)).toBe('String Normal');
    expect(typeOf(after, 'g.all')).toBe('String Array');
    const loose = update(jsonOf(builder().node('g', 'gatherer').type('g.part#3', 'Integer')));
    expect(typeOf(loose, 'g.part#3')).toBe('Generic Normal');
  });

  it('keep the value type that a pin always has, and carry the type to pins of its group', () => {
    const json = jsonOf(
      builder()
        .node('s', 'splitter')
        .node('t', 'taker')
        .wire('a.texts', 's.array')
        .wire('s.item', 't.value'),
    );
    pinAt(json, 'a.texts').schema = '{}';
    const after = update(json);
    expect(pinAt(after, 's.item').schema).toBe('{}');
    expect(typeOf(after, 's.array')).toBe('String Array');
    expect(typeOf(after, 's.item')).toBe('String Normal');
    expect(typeOf(after, 't.value')).toBe('String Normal');
    const unwired = updated(builder().node('s', 'splitter'));
    expect(typeOf(unwired, 's.array')).toBe('Generic Array');
  });

  it('carry types to where the wire leads, against its direction too', () => {
    const after = updated(
      builder().node('s', 'splitter').node('b', 'sink').wire('s.item', 'b.text'),
    );
    expect(typeOf(after, 's.array')).toBe('String Array');
  });

  it('let the first pin of a group lead that knows its type', () => {
    const after = updated(
      builder()
        .node('p', 'passer')
        .node('b', 'sink')
        .wire('a.number', 'p.in')
        .wire('p.out', 'b.text'),
    );
    expect(typeOf(after, 'p.in')).toBe('Integer Normal');
    expect(typeOf(after, 'p.out')).toBe('Integer Normal');
  });

  it('change the value type of a group that knew another one', () => {
    const json = jsonOf(builder().node('p', 'passer').node('t', 'taker').wire('p.out', 't.value'));
    for (const id of ['p.in', 'p.out', 't.value'])
      Object.assign(pinAt(json, id), { data_type: 'String', value_type: 'Array' });
    pinAt(json, 'a.text').connected_to = ['p.in'];
    pinAt(json, 'p.in').depends_on = ['a.text'];
    expect(typeOf(update(json), 't.value')).toBe('String Normal');
  });

  it('let the pin that knows its type say how many there are', () => {
    const json = jsonOf(builder().node('p', 'passer').node('b', 'sink').wire('p.out', 'b.text'));
    pinAt(json, 'b.text').value_type = 'HashSet';
    expect(typeOf(update(json), 'p.in')).toBe('String HashSet');
  });

  it('carry an array of anything through a group', () => {
    const after = updated(
      builder().node('s', 'splitter').node('p', 'passer').wire('p.out', 's.array'),
    );
    expect(typeOf(after, 'p.in')).toBe('Generic Array');
  });

  it('look through relay pins, and end in a ring of them', () => {
    const built = builder()
      .node('t', 'taker')
      .layer('box', { x: 'Generic', y: 'Generic' })
      .wire('a.number', 'box.x')
      .wire('box.x', 'box.y')
      .wire('box.y', 't.value');
    expect(typeOf(updated(built), 't.value')).toBe('Integer Normal');
    const end = builder().node('t', 'taker').layer('box', { x: 'Float' }).wire('box.x', 't.value');
    expect(typeOf(updated(end), 't.value')).toBe('Float Normal');
    const ring = builder()
      .node('t', 'taker')
      .layer('box', { x: 'Float', y: 'Generic' })
      .wire('box.y', 'box.x')
      .wire('box.x', 'box.y')
      .wire('box.x', 't.value');
    expect(() => updated(ring)).not.toThrow();
  });

  it('go on from node to node until nothing changes, but not for ever', () => {
    const chain = (length: number) => {
      const built = builder();
      // The last of the chain comes first, so that every pass reaches one node more.
      for (let step = length; step >= 1; step--) built.node(`p${step}`, 'passer');
      built.wire('a.text', 'p1.in');
      for (let step = 1; step < length; step++) built.wire(`p${step}.out`, `p${step + 1}.in`);
      return jsonOf(built);
    };
    expect(typeOf(update(chain(9)), 'p9.out')).toBe('String Normal');
    const long = update(chain(15));
    expect(typeOf(long, 'p10.out')).toBe('String Normal');
    expect(typeOf(long, 'p11.out')).toBe('Generic Normal');
    expect(typeOf(update(long), 'p15.out')).toBe('String Normal');
  });

  it('leave out nodes nobody knows', () => {
    const after = updated(builder().node('x', 'what').node('t', 'taker').wire('a.text', 't.value'));
    expect(typeOf(after, 't.value')).toBe('String Normal');
  });

  it('leave a board alone that needs nothing', () => {
    const json = jsonOf(builder().node('t', 'taker').wire('a.text', 't.value'));
    const once = update(json);
    expect(update(once)).toBe(once);
  });
});

it('takes any board, never changes its input, and gives one that can be read', () => {
  fc.assert(
    fc.property(randomBoards, (json) => {
      const after = update(json);
      expect(() => readBoard(after)).not.toThrow();
      expect(Object.keys(after.nodes)).toEqual(Object.keys(json.nodes));
      expect(() => cleanUp(after, countingIds())).not.toThrow();
    }),
    { numRuns: 300 },
  );
});
