import { describe, expect, it } from '@jest/globals';
import { board } from '../boards.testing.js';
import { essence, execute, refusal, stored, undo } from './commands.testing.js';

const start = () =>
  stored(
    board()
      .node('a', 'source')
      .node('b', 'sink')
      .layer('box', {})
      .wire('a.out', 'b.in')
      .wire('a.text', 'b.text'),
  );
const update = (node: object) => ({ command_type: 'UpdateNode', node });

describe('UpdateNode', () => {
  it('replaces a node and notes down the old one, its texts in full', () => {
    const before = start();
    const node = { ...before.nodes['b']!, friendly_name: 'Other', colour: 'red' };
    const { board: after, answers } = execute(before, [update(node)]);
    expect(after.nodes['b']).toMatchObject({ friendly_name: 'Other' });
    expect(after.nodes['b']).not.toHaveProperty('colour');
    expect(answers[0]!['old_node']).toMatchObject({
      friendly_name: 'Sink',
      description: 'Does nothing.',
      pins: { 'b.text': { description: 'A text.', depends_on: ['a.text'] } },
    });
    expect(essence(undo(after, answers))).toEqual(essence(before));
  });

  it('cuts the wires that the new node lacks, and draws none', () => {
    const before = start();
    const { pins } = before.nodes['b']!;
    const { 'b.in': _, ...others } = pins;
    others['b.text'] = { ...pins['b.text']!, depends_on: ['a.texts', 'a.text'] };
    const node = { ...before.nodes['b']!, pins: others };
    const { board: after, answers } = execute(before, [update(node)]);
    expect(after.nodes['a']!.pins['a.out']!.connected_to).toEqual([]);
    expect(after.nodes['b']!.pins['b.text']!.depends_on).toEqual(['a.text']);
    expect(essence(undo(after, answers))).toEqual(essence(before));
  });

  it('moves a node to another layer, and back when undone, relays and all', () => {
    const before = start();
    const { board: after, answers } = execute(before, [
      update({ ...before.nodes['b']!, layer: 'box' }),
    ]);
    expect(Object.keys(after.layers['box']!.pins)).toHaveLength(2);
    expect(essence(undo(after, answers))).toEqual(essence(before));
  });

  it('keeps a wire that was drawn since, when undone', () => {
    const before = start();
    const { board: renamed, answers } = execute(before, [
      update({ ...before.nodes['b']!, friendly_name: 'Other' }),
    ]);
    const wired = execute(renamed, [
      {
        command_type: 'UpsertPin',
        node_id: 'a',
        pin: { ...before.nodes['b']!.pins['b.text'], id: 'new' },
      },
    ]);
    const added = Object.keys(wired.board.nodes['a']!.pins).at(-1)!;
    const { board: after } = execute(wired.board, [
      {
        command_type: 'ConnectPin',
        from_node: 'b',
        from_pin: 'b.echo',
        to_node: 'a',
        to_pin: added,
      },
    ]);
    const undone = undo(after, answers);
    expect(undone.nodes['b']).toMatchObject({ friendly_name: 'Sink' });
    expect(undone.nodes['b']!.pins['b.echo']!.connected_to).toEqual([added]);
  });

  it('does not let a client mark a node as an external one', () => {
    const node = { ...start().nodes['b']!, wasm: { package_id: 'x', permissions: [] } };
    expect(execute(start(), [update(node)]).board.nodes['b']!.wasm).toBeNull();
  });

  it.each([
    [{ id: 'nobody' }, 'Node not found'],
    [{ layer: 'nowhere' }, 'There is no layer nowhere'],
    [
      { pins: { p: { id: 'a.text', name: 'x', pin_type: 'Input', data_type: 'String' } } },
      'The id a.text is taken',
    ],
  ])('refuses %j', (fields, message) => {
    expect(refusal(start(), update({ ...start().nodes['b'], ...fields }))).toContain(message);
  });

  it('undone, refuses an old node that is another one', () => {
    const before = start();
    const { board: after, answers } = execute(before, [update(before.nodes['b']!)]);
    const forged = { ...answers[0]!, old_node: before.nodes['a'] };
    expect(() => undo(after, [forged])).toThrow('node and old_node must have one id');
  });
});
