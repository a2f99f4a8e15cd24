import { describe, expect, it } from '@jest/globals';
import { board, pinAt } from '../boards.testing.js';
import {
  complete,
  essence,
  essenceWithoutRelayIds,
  execute,
  redo,
  refusal,
  stored,
  undo,
} from './commands.testing.js';

function start() {
  const json = stored(
    board()
      .node('a', 'source')
      .node('b', 'sink')
      .node('c', 'sink')
      .layer('box', { relay: 'String' })
      .layer('in', {})
      .wire('a.out', 'b.in')
      .wire('a.text', 'c.text')
      .wire('b.echo', 'c.text'),
    { c: 'box', in: 'box' },
  );
  const comments = { k: { id: 'k', content: 'Look', coordinates: [0, 0, 0], layer: 'in' } };
  return complete({ ...json, comments } as unknown as typeof json);
}
const upsert = (layer: object, node_ids: string[] = [], current_layer: string | null = null) => ({
  command_type: 'UpsertLayer',
  layer: { name: 'Layer', ...layer },
  node_ids,
  current_layer,
});

describe('UpsertLayer', () => {
  it('adds a layer to the one that the editor shows', () => {
    const { board: after, answers } = execute(start(), [
      upsert({ id: 'new', mood: 'good', nodes: { x: {} } }, [], 'box'),
    ]);
    expect(after.layers['new']).toMatchObject({ parent_id: 'box', type: 'Collapsed', nodes: {} });
    expect(after.layers['new']).not.toHaveProperty('mood');
    expect(after.layers['new']!.in_coordinates).toEqual([-300, 0, 0]);
    expect(answers[0]).toMatchObject({ layer: { id: 'new', parent_id: 'box' }, old_layer: null });
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('moves nodes, comments and layers in; undone, each goes back to where it was', () => {
    const { board: after, answers } = execute(start(), [
      upsert({ id: 'new' }, ['a', 'c', 'k', 'in']),
    ]);
    expect([after.nodes['a']!.layer, after.nodes['c']!.layer]).toEqual(['new', 'new']);
    expect([after.comments['k']!.layer, after.layers['in']!.parent_id]).toEqual(['new', 'new']);
    expect(pinAt(after, 'a.out').connected_to).not.toEqual(['b.in']);
    const before = undo(after, answers);
    expect(essence(before)).toEqual(essence(start()));
    expect(essenceWithoutRelayIds(redo(before, answers))).toEqual(essenceWithoutRelayIds(after));
  });

  it('replaces a layer, keeps what it holds, and cuts wires of relays that go', () => {
    const before = execute(start(), [
      {
        command_type: 'ConnectPin',
        from_node: 'a',
        from_pin: 'a.text',
        to_node: 'box',
        to_pin: 'box.relay',
      },
    ]).board;
    const { 'box.relay': _, ...pins } = before.layers['box']!.pins;
    const { board: after, answers } = execute(before, [
      upsert({ ...before.layers['box']!, name: 'Other', pins }),
    ]);
    expect(after.layers['box']!.name).toBe('Other');
    expect(pinAt(after, 'a.text').connected_to).not.toContain('box.relay');
    expect(answers[0]).toMatchObject({ old_layer: { name: 'box' } });
    expect(essence(undo(after, answers))).toEqual(essence(before));
  });

  it('undone without the notes of the server, moves all to the layer the editor showed', () => {
    const { board: after, answers } = execute(start(), [upsert({ id: 'new' }, ['a', 'c'])]);
    const { old_parents: _, new_relays: __, ...plain } = answers[0]!;
    const before = undo(after, [plain]);
    expect([before.nodes['a']!.layer, before.nodes['c']!.layer]).toEqual([null, null]);
    expect(before.layers).not.toHaveProperty('new');
    expect(pinAt(before, 'a.out').connected_to).toEqual(['b.in']);
  });

  it('undone, moves what came in since to the layer around', () => {
    const { board: after, answers } = execute(start(), [upsert({ id: 'new' }, ['a'], 'box')]);
    const more = execute(after, [upsert({ ...after.layers['new'] }, ['b'], 'box')]).board;
    const before = undo(more, answers);
    expect(before.nodes['b']!.layer).toBe('box');
    expect(before.layers).not.toHaveProperty('new');
  });

  it.each([
    [upsert({ id: 'new' }, ['nobody']), 'There is no node, comment or layer nobody'],
    [upsert({ id: 'new' }, [], 'nowhere'), 'There is no layer nowhere'],
    [upsert({ id: 'box' }, ['box']), 'A layer cannot lie in itself'],
    [upsert({ id: 'box' }, [], 'in'), 'A layer cannot lie in itself'],
    [upsert({ id: 'in' }, ['box'], 'box'), 'A layer cannot lie in itself'],
    [upsert({ id: 'a' }), 'The id a is taken'],
    [upsert({ id: '__proto__' }), 'layer.id must not be __proto__'],
    [upsert({ id: 'new', type: 'Box' }), 'layer.type must be one of Collapsed, Function, Macro'],
    [
      upsert({
        id: 'new',
        pins: { p: { id: 'a.text', name: 'x', pin_type: 'Input', data_type: 'String' } },
      }),
      'The id a.text is taken',
    ],
    [{ ...upsert({ id: 'new' }), node_ids: 'a' }, 'node_ids must be a list'],
    [{ ...upsert({ id: 'new' }), node_ids: [null] }, 'node_ids.0 must be a string'],
  ])('refuses %#', (command, message) => {
    expect(refusal(start(), command)).toContain(message);
  });
});
