import type { NodeRegistry } from '../../registry.js';
import type { BoardJson } from '../board-json.js';
import type { PinOwners } from './pin-owners.js';

/** What is known of a board that the editing rules have been over. */
export interface Settled {
  readonly owners: PinOwners;
  /** Nodes whose surroundings changed since their update hooks ran; all others have nothing to do. */
  readonly pending: ReadonlySet<string>;
  readonly registry: NodeRegistry;
}

interface Note extends Settled {
  readonly of: Pick<BoardJson, 'layers' | 'variables' | 'comments' | 'refs'>;
}

/** By their nodes: what else changes, such as a name, matters to no rule. Boards never change in place. */
const notes = new WeakMap<BoardJson['nodes'], Note>();

export function noteSettled(board: BoardJson, settled: Settled): void {
  const { layers, variables, comments, refs } = board;
  notes.set(board.nodes, { ...settled, of: { layers, variables, comments, refs } });
}

/** Takes away what is known of a board: whoever has it goes on to change the owners. */
export function takeSettled(board: BoardJson): Settled | undefined {
  const note = board.nodes && notes.get(board.nodes);
  if (note === undefined) return undefined;
  notes.delete(board.nodes);
  const { layers, variables, comments, refs } = note.of;
  const isSame =
    board.layers === layers &&
    board.variables === variables &&
    board.comments === comments &&
    board.refs === refs;
  return isSame ? note : undefined;
}
