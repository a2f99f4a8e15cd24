import type { BoardJson } from '../board-json.js';
import { BoardEdit } from '../settle/board-edit.js';
import { BoardDraft } from './board-draft.js';
import type { Command, EditContext } from './command.js';
import { commandOf, isRefusal, requireFew, typeOf } from './read-command.js';
import { dropNewRelays } from './relay-wires.js';

/** A command of an undo or a redo that could not be done; nothing was changed. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    /** Position in the list, from 0. */
    readonly index: number,
    /** Its `command_type`, if it says one. */
    readonly commandType: string | undefined,
    readonly reason: string,
  ) {
    super(`Command ${index + 1} (${commandType ?? 'of no type'}): ${reason}`);
  }
}

/**
 * Takes back commands that `executeCommands` answered, the last one first, and puts the board in order.
 * Nodes do not follow what is around them, and the board counts as not updated. What is gone already is no
 * error. A command with a field `skipped` is passed over, as it was never done.
 *
 * The board comes back as it was, but for the keys of texts in `refs`, the values of secret variables
 * (answers hold none) and ids of relay pins that an edit in between took away.
 *
 * Throws CommandError for the first command that can't be undone, BoardError for a batch that is too
 * large. Never changes its arguments.
 */
export function undoCommands(
  board: BoardJson,
  commands: readonly unknown[],
  { createId }: Pick<EditContext, 'createId'>,
): BoardJson {
  const backwards = [...commands.keys()].reverse();
  const undo: Perform = (command, draft, json) => command.undo(draft, json);
  return doAll(board, commands, backwards, createId, undo);
}

/** Does undone commands again, in order, with the ids they gave; otherwise like `undoCommands`. */
export function redoCommands(
  board: BoardJson,
  commands: readonly unknown[],
  context: EditContext,
): BoardJson {
  const redo: Perform = (command, draft, json) => command.redo(draft, json, context);
  return doAll(board, commands, commands.keys(), context.createId, redo);
}

type Perform = (command: Command, draft: BoardDraft, json: unknown) => void;

function doAll(
  board: BoardJson,
  commands: readonly unknown[],
  order: Iterable<number>,
  createId: () => string,
  perform: Perform,
): BoardJson {
  requireFew(commands);
  const edit = new BoardEdit(board);
  const draft = new BoardDraft(board, edit.owners);
  for (const index of order) {
    const json = commands[index];
    if (wasSkipped(json)) continue;
    try {
      perform(commandOf(json), draft, json);
      draft.commit();
    } catch (error) {
      if (draft.isExhausted || !isRefusal(error)) throw error;
      throw new CommandError(index, typeOf(json), error.message);
    }
  }
  dropNewRelays(draft);
  return edit.tidy(draft.toJson(), createId);
}

const wasSkipped = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && Object.hasOwn(json, 'skipped');
