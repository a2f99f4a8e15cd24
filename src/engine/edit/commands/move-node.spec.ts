import { describe, expect, it } from '@jest/globals';
import { board } from '../boards.testing.js';
import { complete, essence, execute, refusal, stored, undo } from './commands.testing.js';

const comment = (id: string, layer: string | null) => ({
  id,
  content: 'A comment.',
  comment_type: 'Text',
  coordinates: [1, 2, 0],
  layer,
});

function start() {
  const json = stored(
    board()
      .node('a', 'source')
      .node('b', 'sink')
      .node('c', 'sink')
      .layer('box', {})
      .layer('in', {}),
    { b: 'box', in: 'box', c: 'in' },
  );
  const comments = { free: comment('free', null), held: comment('held', 'in') };
  Object.assign(json, { comments });
  for (const id of ['box', 'in'])
    Object.assign(json.layers[id]!, {
      coordinates: [10, 20, 0],
      in_coordinates: [0, 5, 0],
      out_coordinates: [9, 5, 0],
    });
  return complete(json);
}
const move = (node_id: string, to_coordinates: unknown) => ({
  command_type: 'MoveNode',
  node_id,
  to_coordinates,
  current_layer: 'box',
});

describe('MoveNode', () => {
  it('moves a node, notes down where it was, and leaves its layer', () => {
    const { board: after, answers } = execute(start(), [move('a', [5, 6, 7])]);
    expect(after.nodes['a']).toMatchObject({ coordinates: [5, 6, 7], layer: null });
    expect(answers[0]).toMatchObject({ from_coordinates: [0, 0, 0], to_coordinates: [5, 6, 7] });
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('moves a comment', () => {
    const { board: after, answers } = execute(start(), [move('free', [5, 6])]);
    expect(after.comments['free']!.coordinates).toEqual([5, 6, 0]);
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('moves the ends of a layer', () => {
    const { board: after, answers } = execute(start(), [
      move('box-input', [1, 1, 0]),
      move('box-return', [2, 2, 0]),
    ]);
    expect(after.layers['box']).toMatchObject({
      coordinates: [10, 20, 0],
      in_coordinates: [1, 1, 0],
      out_coordinates: [2, 2, 0],
    });
    expect(answers[0]).toMatchObject({ from_coordinates: [0, 5, 0] });
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('moves a layer with all that is in it, however deep', () => {
    const { board: after, answers } = execute(start(), [move('box', [11, 22, 0])]);
    expect(after.layers['box']!.coordinates).toEqual([11, 22, 0]);
    expect(after.layers['box']!.in_coordinates).toEqual([1, 7, 0]);
    expect(after.layers['in']).toMatchObject({
      coordinates: [11, 22, 0],
      out_coordinates: [10, 7, 0],
    });
    expect(after.nodes['b']!.coordinates).toEqual([1, 2, 0]);
    expect(after.nodes['c']!.coordinates).toEqual([1, 2, 0]);
    expect(after.comments['held']!.coordinates).toEqual([2, 4, 0]);
    expect(after.nodes['a']!.coordinates).toEqual([0, 0, 0]);
    expect(after.comments['free']!.coordinates).toEqual([1, 2, 0]);
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('undone after the node is gone, does nothing', () => {
    const { board: after, answers } = execute(start(), [move('a', [5, 6, 7])]);
    const gone = execute(after, [{ command_type: 'RemoveNode', node: after.nodes['a'] }]).board;
    expect(undo(gone, answers).nodes).toEqual(gone.nodes);
  });

  it.each([
    ['nobody', [0, 0, 0], 'There is no node, comment or layer nobody'],
    ['-input', [0, 0, 0], 'There is no node, comment or layer -input'],
    ['constructor', [0, 0, 0], 'There is no node, comment or layer constructor'],
    ['a', null, 'to_coordinates must be three numbers, such as [10, 20, 0]'],
    ['a', [0, 0, JSON.parse('-1e999')], 'to_coordinates must be three numbers'],
    ['a', ['0', 0, 0], 'to_coordinates must be three numbers'],
  ])('refuses to move %s to %j', (id, to, message) => {
    expect(refusal(start(), move(id, to))).toContain(message);
  });
});
