import { BoardError } from '../../errors.js';
import type { BoardJson, TimeJson } from '../board-json.js';
import { Edit } from '../settle.js';
import { ALL_COMMANDS } from './all-commands.js';
import { BoardDraft } from './board-draft.js';
import type { Command, EditContext } from './command.js';
import { dropNewRelays } from './relay-wires.js';
import { Refusal } from './refusal.js';

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

/** A command of an undo or a redo that could not be done; nothing was changed. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    /** Position in the list, from 0. */
    readonly index: number,
    /** `command_type` if that is known. */
    readonly commandType: string,
    readonly reason: string,
  ) {
    super(`${commandType} (command ${index + 1}): ${reason}`);
  }
}

/** Moving or removing everything on a large board is one command a node. */
const MAX_COMMANDS = 20_000;

/**
 * Does commands in order. One that fails is skipped and leaves nothing behind. Then nodes follow what is
 * around them (schema sync, update hooks), and the board is put in order. The answers are what a client
 * sends back to undo or redo; they never hold the value of a secret variable, unless it is a skipped
 * command that holds what the client itself sent. Rules: board specification, 5.1 to 5.5.
 *
 * Throws BoardError for a batch that is too large as a whole. Never changes its arguments.
 */
export function executeCommands(
  board: BoardJson,
  commands: readonly unknown[],
  { registry, createId, now }: EditContext & { readonly now: TimeJson },
): ExecutedCommands {
  requireFew(commands);
  const edit = new Edit(board);
  const draft = new BoardDraft(board, edit.owners);
  const skipped: SkippedCommand[] = [];
  const answers = commands.map((json, index) => {
    try {
      const command = requireCommand(json);
      const answer = {
        command_type: typeOf(json),
        ...command.execute(draft, json, { registry, createId }),
      };
      draft.commit();
      return answer;
    } catch (error) {
      if (draft.isExhausted || !isRefusal(error)) throw error;
      draft.rollBack();
      skipped.push({ index, message: error.message });
      return json;
    }
  });
  if (skipped.length === commands.length) {
    edit.drop();
    return { board, commands: answers, skipped };
  }
  const edited = { ...draft.toJson(), updated_at: now };
  const settled = edit.follow(edited, registry, createId);
  return { board: settled, commands: withNewRelays(answers, newRelays(edited, settled)), skipped };
}

function newRelays(before: BoardJson, after: BoardJson): string[] {
  return Object.entries(after.layers).flatMap(([id, { pins }]) => {
    const known = before.layers[id]!.pins;
    return pins === known ? [] : Object.keys(pins).filter((pin) => !Object.hasOwn(known, pin));
  });
}

function withNewRelays(answers: readonly unknown[], new_relays: string[]): readonly unknown[] {
  if (new_relays.length === 0) return answers;
  return answers.map((answer) =>
    typeof answer === 'object' && answer && 'new_relays' in answer
      ? { ...answer, new_relays }
      : answer,
  );
}

/**
 * Takes back commands that `executeCommands` answered, the last one first, and puts the board in order.
 * Nodes do not follow what is around them, and the board counts as not updated. A command with a field
 * `skipped` is passed over. Throws CommandError for the first that can't be undone, BoardError for a batch
 * that is too large. Never changes its arguments.
 */
export function undoCommands(
  board: BoardJson,
  commands: readonly unknown[],
  { createId }: Pick<EditContext, 'createId'>,
): BoardJson {
  const backwards = [...commands.keys()].reverse();
  return doAll(board, commands, backwards, createId, (command, draft, json) =>
    command.undo(draft, json),
  );
}

/** Does undone commands again, in order; otherwise like `undoCommands`. */
export function redoCommands(
  board: BoardJson,
  commands: readonly unknown[],
  { registry, createId }: EditContext,
): BoardJson {
  const context = { registry, createId };
  return doAll(board, commands, commands.keys(), createId, (command, draft, json) =>
    command.redo(draft, json, context),
  );
}

function doAll(
  board: BoardJson,
  commands: readonly unknown[],
  order: Iterable<number>,
  createId: () => string,
  perform: (command: Command, draft: BoardDraft, json: unknown) => void,
): BoardJson {
  requireFew(commands);
  const edit = new Edit(board);
  const draft = new BoardDraft(board, edit.owners);
  for (const index of order) {
    const json = commands[index];
    if (wasSkipped(json)) continue;
    try {
      perform(requireCommand(json), draft, json);
      draft.commit();
    } catch (error) {
      if (draft.isExhausted || !isRefusal(error)) throw error;
      throw new CommandError(index, typeOf(json) ?? 'unknown', error.message);
    }
  }
  dropNewRelays(draft);
  return edit.tidy(draft.toJson(), createId);
}

function requireFew(commands: readonly unknown[]): void {
  if (commands.length > MAX_COMMANDS)
    throw new BoardError(
      'commands',
      `must be ${MAX_COMMANDS} at most: send them in several requests`,
    );
}

function requireCommand(json: unknown): Command {
  const type = typeOf(json);
  const command = ALL_COMMANDS.get(type);
  if (command !== undefined) return command;
  throw new BoardError('command_type', `must be one of ${[...ALL_COMMANDS.keys()].join(', ')}`);
}

function typeOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'command_type')) return;
  const { command_type } = json as { command_type: unknown };
  return typeof command_type === 'string' ? command_type : undefined;
}

const wasSkipped = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && Object.hasOwn(json, 'skipped');

const isRefusal = (error: unknown): error is Refusal | BoardError =>
  error instanceof Refusal || error instanceof BoardError;
