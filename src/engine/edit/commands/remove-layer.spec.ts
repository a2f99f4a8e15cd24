import { describe, expect, it } from '@jest/globals';
import { board, pinAt, sink } from '../boards.testing.js';
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

const caller = { ...sink, name: 'caller', callsFunctions: true };

function start() {
  const json = stored(
    board(caller)
      .node('a', 'source')
      .node('b', 'sink')
      .node('c', 'source')
      .node('d', 'caller')
      .layer('box', {})
      .layer('in', {})
      .wire('a.out', 'b.in')
      .wire('a.text', 'b.text')
      .wire('c.text', 'd.text'),
    { b: 'box', c: 'in', in: 'box' },
  );
  json.nodes['d']!.fn_refs!.fn_refs = ['c'];
  const comments = { k: { id: 'k', content: 'Look', coordinates: [0, 0, 0], layer: 'box' } };
  return complete({ ...json, comments } as unknown as typeof json);
}
const remove = (id: string, preserve_nodes: boolean) => ({
  command_type: 'RemoveLayer',
  layer: { id, name: 'x' },
  child_layers: [],
  layer_nodes: [],
  layers: [],
  nodes: [],
  preserve_nodes,
});

describe('RemoveLayer', () => {
  it('lets what is in the layer move out, its wires without the relays', () => {
    const { board: after, answers } = execute(start(), [remove('box', true)]);
    expect(Object.keys(after.layers)).toEqual(['in']);
    expect(after.nodes['b']!.layer).toBeNull();
    expect(after.comments['k']!.layer).toBeNull();
    expect(after.layers['in']!.parent_id).toBeNull();
    expect(after.nodes['c']!.layer).toBe('in');
    expect(pinAt(after, 'a.out').connected_to).toEqual(['b.in']);
    expect(pinAt(after, 'b.text').depends_on).toEqual(['a.text']);
    expect(answers[0]).toMatchObject({
      layer_nodes: ['b'],
      layer_comments: ['k'],
      child_layers: ['in'],
      nodes: [],
    });
    const before = undo(after, answers);
    expect(essence(before)).toEqual(essence(start()));
    expect(essenceWithoutRelayIds(redo(before, answers))).toEqual(essenceWithoutRelayIds(after));
  });

  it('removes the layer with all that is in it, however deep, and notes it down', () => {
    const { board: after, answers } = execute(start(), [remove('box', false)]);
    expect(Object.keys(after.nodes)).toEqual(['a', 'd']);
    expect([after.layers, after.comments]).toEqual([{}, {}]);
    expect(pinAt(after, 'a.out').connected_to).toEqual([]);
    expect(after.nodes['d']!.fn_refs!.fn_refs).toEqual([]);
    expect(answers[0]).toMatchObject({
      layer: { id: 'box', name: 'box' },
      nodes: [{ id: 'b' }, { id: 'c' }],
      layers: [{ id: 'in' }],
      comments: [{ id: 'k' }],
      connected_nodes: [{ id: 'd', fn_refs: { fn_refs: ['c'] } }],
    });
    const before = undo(after, answers);
    expect(essence(before)).toEqual(essence(start()));
    expect(essence(redo(before, answers))).toEqual(essence(after));
  });

  it('moves the contents of an inner layer to the layer around', () => {
    const { board: after, answers } = execute(start(), [remove('in', true)]);
    expect(after.nodes['c']!.layer).toBe('box');
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('refuses a layer that is not there, and an undo onto ids that are taken', () => {
    expect(refusal(start(), remove('nowhere', true))).toBe('Layer not found');
    expect(refusal(start(), remove('constructor', true))).toContain('must not be constructor');
    const { answers } = execute(start(), [remove('box', false)]);
    expect(() => undo(start(), answers)).toThrow('The id box is taken');
  });
});
