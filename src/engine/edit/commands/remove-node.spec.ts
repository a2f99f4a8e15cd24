import { describe, expect, it } from '@jest/globals';
import { board, sink } from '../boards.testing.js';
import { essence, execute, refusal, stored, undo } from './commands.testing.js';

const caller = { ...sink, name: 'caller', callsFunctions: true };

function start() {
  const json = stored(
    board(caller)
      .node('a', 'source')
      .node('b', 'sink')
      .node('c', 'caller')
      .layer('box', {})
      .wire('a.out', 'b.in')
      .wire('a.text', 'b.text')
      .wire('b.echo', 'c.text'),
    { c: 'box' },
  );
  json.nodes['c']!.fn_refs!.fn_refs = ['a'];
  return json;
}
const remove = (node: object) => ({ command_type: 'RemoveNode', node, connected_nodes: [] });

describe('RemoveNode', () => {
  it('removes a node with its wires and the references to it', () => {
    const { board: after } = execute(start(), [remove(start().nodes['a']!)]);
    expect(Object.keys(after.nodes)).toEqual(['b', 'c']);
    expect(after.nodes['b']!.pins['b.in']!.depends_on).toEqual([]);
    expect(after.nodes['c']!.fn_refs!.fn_refs).toEqual([]);
  });

  it('notes down the node, and the states of those that were connected', () => {
    const { answers } = execute(start(), [remove({ id: 'a', name: 'whatever' })]);
    expect(answers[0]).toMatchObject({
      node: { id: 'a', name: 'source', description: 'Does nothing.' },
      connected_nodes: [
        { id: 'b', pins: { 'b.in': { depends_on: ['a.out'], description: 'Starts it.' } } },
        { id: 'c', fn_refs: { fn_refs: ['a'] } },
      ],
    });
  });

  it('undone, brings back node, wires and references, texts that were forgotten too', () => {
    const before = start();
    const { board: after, answers } = execute(before, [remove(before.nodes['a']!)]);
    expect(Object.values(after.refs)).not.toContain('Some texts.');
    expect(essence(undo(after, answers))).toEqual(essence(before));
  });

  it('undone after others are gone, brings back what is possible', () => {
    const before = start();
    const { board: after, answers } = execute(before, [remove(before.nodes['a']!)]);
    const without = execute(after, [remove(after.nodes['b']!)]).board;
    const undone = undo(without, answers);
    expect(undone.nodes['a']!.pins['a.out']!.connected_to).toEqual([]);
    expect(undone.nodes['c']!.fn_refs!.fn_refs).toEqual(['a']);
  });

  it('undone twice, is refused: the id is taken', () => {
    const before = start();
    const { answers } = execute(before, [remove(before.nodes['a']!)]);
    expect(() => undo(before, answers)).toThrow('The id a is taken by something else on the board');
  });

  it('refuses a node that is not there', () => {
    for (const id of ['nobody', 'box', 'toString'])
      expect(refusal(start(), remove({ id, name: 'sink' }))).toBe('Node not found');
  });

  it('removes a hub and the thousands that hang on it', () => {
    const built = board().node('hub', 'source');
    for (let count = 0; count < 1500; count++)
      built.node(`n${count}`, 'sink').wire('hub.text', `n${count}.text`);
    const before = stored(built);
    const commands = Object.values(before.nodes).map(remove);
    const { board: after, answers, skipped } = execute(before, commands);
    expect(skipped).toEqual([]);
    expect(after.nodes).toEqual({});
    expect(essence(undo(after, answers))).toEqual(essence(before));
  });
});
