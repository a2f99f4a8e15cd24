import { describe, expect, it } from '@jest/globals';
import { board } from '../boards.testing.js';
import { hooked } from '../hooked.testing.js';
import { essence, execute, redo, stored, undo } from './commands.testing.js';
import { CommandError } from './undo-commands.js';

const start = () =>
  stored(
    board(...hooked)
      .node('a', 'source')
      .node('b', 'taker'),
  );
const move = (node_id: string, x: number) => ({
  command_type: 'MoveNode',
  node_id,
  to_coordinates: [x, 0, 0],
});
const rename = (json: ReturnType<typeof start>, id: string, friendly_name: string) => ({
  command_type: 'UpdateNode',
  node: { ...json.nodes[id], friendly_name },
});

describe('undoCommands and redoCommands', () => {
  it('go backwards and forwards', () => {
    const before = start();
    const { board: after, answers } = execute(before, [move('a', 1), move('a', 2), move('a', 3)]);
    const undone = undo(after, answers);
    expect(undone.nodes['a']!.coordinates).toEqual([0, 0, 0]);
    expect(redo(undone, answers).nodes['a']!.coordinates).toEqual([3, 0, 0]);
  });

  it('leave the time of the last change, and let no node follow what is around it', () => {
    const before = start();
    const connect = {
      command_type: 'ConnectPin',
      from_node: 'a',
      from_pin: 'a.text',
      to_node: 'b',
      to_pin: 'b.value',
    };
    const { board: after, answers } = execute(before, [connect]);
    const undone = undo(after, answers);
    expect(undone.updated_at).toEqual(after.updated_at);
    expect(undone.nodes['b']!.pins['b.value']!).toMatchObject({
      data_type: 'String',
      depends_on: [],
    });
    const next = execute(undone, [move('a', 1)]).board;
    expect(next.nodes['b']!.pins['b.value']!.data_type).toBe('Generic');
    const again = redo(undone, answers);
    expect(again.updated_at).toEqual(after.updated_at);
    expect(again.nodes['b']!.pins['b.value']!.depends_on).toEqual(['a.text']);
  });

  it('stop at the first command that cannot be done, name it, and change nothing', () => {
    const before = start();
    const { board: after, answers } = execute(before, [
      rename(before, 'a', 'A'),
      rename(before, 'b', 'B'),
    ]);
    const broken = [{ ...answers[0]!, old_node: { id: 'a' } }, answers[1]!];
    const problem = () => {
      try {
        undo(after, broken);
      } catch (error) {
        return error as CommandError;
      }
      throw new Error('It was undone');
    };
    expect(problem()).toBeInstanceOf(CommandError);
    expect(problem()).toMatchObject({
      index: 0,
      commandType: 'UpdateNode',
      reason: 'old_node.name must be a string',
      message: 'Command 1 (UpdateNode): old_node.name must be a string',
    });
    expect(essence(undo(after, answers))).toEqual(essence(before));
    expect(() => redo(before, [move('a', 1), move('nobody', 1)])).toThrow(
      'Command 2 (MoveNode): There is no node',
    );
    expect(() => redo(before, [{ command_type: 'Explode' }])).toThrow(
      'Command 1 (Explode): command_type must be',
    );
    expect(() => undo(before, ['text' as unknown as object])).toThrow('Command 1 (of no type)');
  });

  it('pass over commands that are marked as skipped', () => {
    const before = start();
    const node = before.nodes['a']!;
    const {
      board: after,
      answers,
      skipped,
    } = execute(before, [{ command_type: 'AddNode', node }, move('a', 1)]);
    const marked = [{ ...answers[0]!, skipped: skipped[0]!.message }, answers[1]!];
    const undone = undo(after, marked);
    expect(essence(undone)).toEqual(essence(before));
    expect(essence(redo(undone, marked))).toEqual(essence(after));
  });

  it('do nothing for no commands', () => {
    expect(essence(undo(start(), []))).toEqual(essence(start()));
  });
});
