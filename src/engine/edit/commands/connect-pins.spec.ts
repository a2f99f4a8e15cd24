import { describe, expect, it } from '@jest/globals';
import type { BoardJson } from '../board-json.js';
import { board, pinAt } from '../boards.testing.js';
import {
  essence,
  essenceWithoutRelayIds,
  execute,
  redo,
  refusal,
  stored,
  undo,
} from './commands.testing.js';

const start = () =>
  stored(
    board()
      .node('a', 'source')
      .node('b', 'sink')
      .node('c', 'sink')
      .node('d', 'source')
      .node('e', 'sink')
      .layer('box', { relay: 'String' })
      .layer('inner', {})
      .wire('a.out', 'b.in')
      .wire('a.text', 'b.text')
      .wire('d.out', 'c.in')
      .wire('d.text', 'c.text'),
    { e: 'inner', inner: 'box' },
  );
const wire = (command_type: string) => (from: string, to: string) => ({
  command_type,
  from_node: from.split('.')[0],
  from_pin: from,
  to_node: to.split('.')[0],
  to_pin: to,
});
const connect = wire('ConnectPin');
const disconnect = wire('DisconnectPin');

/** The ids of pins that a pin's wires lead to, beyond relays. */
function targetsOf(json: BoardJson, id: string): string[] {
  return pinAt(json, id).connected_to.flatMap((to) =>
    Object.values(json.layers).some(({ pins }) => to in pins) ? targetsOf(json, to) : [to],
  );
}

describe('ConnectPin', () => {
  it('leads control to one place, and takes it from there only', () => {
    const { board: after, answers } = execute(start(), [connect('a.out', 'c.in')]);
    expect(pinAt(after, 'a.out').connected_to).toEqual(['c.in']);
    expect(pinAt(after, 'b.in').depends_on).toEqual([]);
    expect(pinAt(after, 'c.in').depends_on).toEqual(['a.out', 'd.out']);
    expect(answers[0]).toMatchObject({ replaced_pins: ['b.in'] });
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('gives an input one source, and the source as many targets as it likes', () => {
    const { board: after, answers } = execute(start(), [connect('a.text', 'c.text')]);
    expect(pinAt(after, 'a.text').connected_to).toEqual(['b.text', 'c.text']);
    expect(pinAt(after, 'c.text').depends_on).toEqual(['a.text']);
    expect(pinAt(after, 'd.text').connected_to).toEqual([]);
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('leaves a wire that is there', () => {
    for (const [from, to] of [
      ['a.out', 'b.in'],
      ['a.text', 'b.text'],
    ] as const) {
      const { board: after, answers } = execute(start(), [connect(from, to)]);
      expect(essence(after)).toEqual(essence(start()));
      expect(essence(undo(after, answers))).toEqual(essence(start()));
    }
  });

  it('leads through relays where the border of a layer is crossed; undone, none are left', () => {
    for (const [from, to] of [
      ['a.out', 'e.in'],
      ['a.text', 'e.text'],
      ['e.echo', 'b.text'],
    ] as const) {
      const { board: after, answers } = execute(start(), [connect(from, to)]);
      expect(targetsOf(after, from)).toContain(to);
      expect(Object.keys(after.layers['inner']!.pins)).toHaveLength(1);
      const before = undo(after, answers);
      expect(essence(before)).toEqual(essence(start()));
      const again = redo(before, answers);
      expect(essenceWithoutRelayIds(again)).toEqual(essenceWithoutRelayIds(after));
    }
  });

  it('undone, leaves the wires of others on shared relays', () => {
    const one = execute(start(), [connect('e.echo', 'b.text')]).board;
    const { board: two, answers } = execute(one, [connect('e.echo', 'c.text')]);
    expect(targetsOf(two, 'e.echo')).toEqual(['b.text', 'c.text']);
    const back = undo(two, answers);
    expect(targetsOf(back, 'e.echo')).toEqual(['b.text']);
    expect(targetsOf(back, 'd.text')).toEqual(['c.text']);
  });

  it('takes a pin of a layer as either end, whatever side it says it is on', () => {
    const { board: after } = execute(start(), [
      connect('a.text', 'box.relay'),
      connect('box.relay', 'e.text'),
    ]);
    expect(pinAt(after, 'box.relay').depends_on).toEqual(['a.text']);
    expect(targetsOf(after, 'a.text')).toEqual(['b.text', 'e.text']);
  });

  it('does not compare types', () => {
    const { board: after } = execute(start(), [connect('a.number', 'c.text')]);
    expect(pinAt(after, 'c.text').depends_on).toEqual(['a.number']);
  });

  it.each([
    ['b.echo', 'b.text', 'Cannot connect a node to itself'],
    ['a.in', 'b.in', 'Node a has no pin a.in'],
    ['a.out', 'nobody.in', 'There is no node or layer nobody'],
    ['__proto__.x', 'b.in', 'There is no node or layer __proto__'],
    ['box.none', 'b.text', 'Layer box has no pin box.none'],
    ['b.text', 'c.text', 'Pin b.text is an input: a wire starts at an output'],
    ['a.out', 'd.out', 'Pin d.out is an output: a wire ends at an input'],
  ])('refuses %s to %s', (from, to, message) => {
    expect(refusal(start(), connect(from, to))).toBe(message);
  });

  it('refuses a pin with itself, pins of prototypes, and ends that are no texts', () => {
    const twice = { ...connect('a.text', 'b.text'), to_pin: 'a.text' };
    expect(refusal(start(), twice)).toBe('Cannot connect a pin to itself');
    const strange = { ...connect('a.text', 'b.text'), to_pin: 'constructor' };
    expect(refusal(start(), strange)).toBe('Node b has no pin constructor');
    expect(refusal(start(), { command_type: 'ConnectPin', from_node: 'a' })).toBe(
      'from_pin must be a string',
    );
  });

  it('is undone without an error when pins or nodes are gone', () => {
    const { board: after, answers } = execute(start(), [connect('a.out', 'c.in')]);
    const gone = ['a', 'b', 'c'].map((id) => ({
      command_type: 'RemoveNode',
      node: after.nodes[id],
    }));
    const { board: few } = execute(after, gone);
    expect(undo(few, answers).nodes).toEqual(few.nodes);
  });
});

describe('DisconnectPin', () => {
  it('cuts a wire at both ends, and undone draws it again', () => {
    const { board: after, answers } = execute(start(), [disconnect('a.text', 'b.text')]);
    expect(pinAt(after, 'a.text').connected_to).toEqual([]);
    expect(pinAt(after, 'b.text').depends_on).toEqual([]);
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('cuts a wire that ends at a layer', () => {
    const wired = execute(start(), [connect('a.text', 'box.relay')]).board;
    const { board: after, skipped } = execute(wired, [disconnect('a.text', 'box.relay')]);
    expect(skipped).toEqual([]);
    expect(pinAt(after, 'box.relay').depends_on).toEqual([]);
  });

  it('cuts a wire through relays, and leaves other wires that use them', () => {
    const wired = execute(start(), [
      connect('e.echo', 'b.text'),
      connect('e.echo', 'c.text'),
    ]).board;
    const { board: after, answers } = execute(wired, [disconnect('e.echo', 'b.text')]);
    expect(targetsOf(after, 'e.echo')).toEqual(['c.text']);
    expect(targetsOf(undo(after, answers), 'e.echo').sort()).toEqual(['b.text', 'c.text']);
  });

  it.each([
    ['a.text', 'c.text', 'There is no wire from a.text to c.text'],
    ['a.text', 'c.none', 'Node c has no pin c.none'],
    ['x.text', 'c.text', 'There is no node or layer x'],
  ])('refuses %s to %s', (from, to, message) => {
    expect(refusal(start(), disconnect(from, to))).toBe(message);
  });
});
