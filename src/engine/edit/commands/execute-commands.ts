import type { BoardJson, TimeJson } from '../board-json.js';
import { BoardEdit } from '../settle/board-edit.js';
import { BoardDraft } from './board-draft.js';
import type { EditContext } from './command.js';
import { commandOf, isRefusal, requireFew, typeOf } from './read-command.js';

export interface ExecutedCommands {
  /** The very same object when no command did anything. */
  readonly board: BoardJson;
  /** As many as were sent, in that order. Skipped ones stand as they were sent. */
  readonly commands: readonly unknown[];
  readonly skipped: readonly SkippedCommand[];
}

export interface SkippedCommand {
  /** Position in the list, from 0. */
  readonly index: number;
  /** What is wrong, in a sentence. */
  readonly message: string;
}

/**
 * Does commands in order. One that fails is skipped and leaves nothing behind. Then nodes follow what is
 * around them (schema sync, update hooks), and the board is put in order. The answers are what a client
 * sends back to undo or redo; they never hold the value of a secret variable, unless it is a skipped
 * command that holds what the client itself sent. Rules: board specification, 5.1 to 5.5.
 *
 * Never changes its arguments, and neither may the caller change a board in place: of one that came out
 * of here, only what an edit changes is looked at, which takes a tenth of the time on large boards.
 *
 * Throws BoardError for a batch that is too large as a whole.
 */
export function executeCommands(
  board: BoardJson,
  commands: readonly unknown[],
  { registry, createId, now }: EditContext & { readonly now: TimeJson },
): ExecutedCommands {
  requireFew(commands);
  const edit = new BoardEdit(board);
  const draft = new BoardDraft(board, edit.owners);
  const skipped: SkippedCommand[] = [];
  const answers = commands.map((json, index): object | undefined => {
    try {
      const answer = commandOf(json).execute(draft, json, { registry, createId });
      draft.commit();
      return { command_type: typeOf(json), ...answer };
    } catch (error) {
      if (draft.isExhausted || !isRefusal(error)) throw error;
      draft.rollBack();
      skipped.push({ index, message: error.message });
      return undefined;
    }
  });
  if (skipped.length === commands.length) {
    edit.drop();
    return { board, commands, skipped };
  }
  const edited = { ...draft.toJson(), updated_at: now };
  const settled = edit.follow(edited, registry, createId);
  const new_relays = newRelays(edited, settled);
  const filled = answers.map((answer, index) => {
    if (answer === undefined) return commands[index];
    return 'new_relays' in answer ? { ...answer, new_relays } : answer;
  });
  return { board: settled, commands: filled, skipped };
}

function newRelays(before: BoardJson, after: BoardJson): string[] {
  return Object.entries(after.layers).flatMap(([id, { pins }]) => {
    const known = before.layers[id]!.pins;
    return pins === known ? [] : Object.keys(pins).filter((pin) => !Object.hasOwn(known, pin));
  });
}
