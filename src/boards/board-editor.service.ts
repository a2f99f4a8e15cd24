import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { ConflictError, InvalidError } from '../common/errors.js';
import type { ReadRevision } from '../common/revision-etag.js';
import { systemTime } from '../common/system-time.js';
import {
  BoardError,
  type BoardJson,
  CommandError,
  type ExecutedCommands,
  executeCommands,
  NodeRegistry,
  redoCommands,
  undoCommands,
} from '../engine/index.js';
import { DraftsService } from './drafts.service.js';

/** What an editor puts onto the clipboard. */
export interface Selection {
  readonly nodes?: unknown;
  readonly comments?: unknown;
  readonly layers?: unknown;
  readonly variables?: unknown;
  /** Where the first node goes, else the first comment or layer; all stay where they were when left out. */
  readonly offset?: unknown;
  /** The layer that everything comes into. */
  readonly current_layer?: unknown;
}

/** Edits of boards by commands (board page, 5.1 to 5.4). */
@Injectable()
export class BoardEditor {
  constructor(
    private readonly drafts: DraftsService,
    private readonly registry: NodeRegistry,
  ) {}

  /** Does commands in order, skipping those that can't be done; answers what undoing them takes. */
  async execute(
    appId: string,
    boardId: string,
    commands: readonly unknown[],
  ): Promise<ExecutedCommands & { revision: number }> {
    const { answer, revision } = await this.drafts.change(appId, boardId, undefined, (board) => {
      const answer = this.executeOn(board, commands);
      return { board: answer.board, answer };
    });
    return { ...answer, revision };
  }

  /**
   * Pastes what an editor puts onto the clipboard: all of it, under ids of its own, or nothing. Answers the
   * command that was done. Throws InvalidError for what can't be pasted.
   */
  async paste(
    appId: string,
    boardId: string,
    selection: Selection,
    readAt: ReadRevision | undefined,
  ): Promise<{ command: unknown; revision: number }> {
    const { answer, revision } = await this.drafts.change(appId, boardId, readAt, (board) => {
      const { board: pasted, commands, skipped } = this.executeOn(board, [pasteOf(selection)]);
      if (skipped[0] !== undefined) throw unfit(skipped[0].message);
      return { board: pasted, answer: commands[0] };
    });
    return { command: answer, revision };
  }

  private executeOn(board: BoardJson, commands: readonly unknown[]): ExecutedCommands {
    const context = { registry: this.registry, createId, now: systemTime(new Date()) };
    return refusing(() => executeCommands(board, commands, context));
  }

  /** Takes back executed commands, the last one first; all or nothing. Throws ConflictError. */
  async undo(appId: string, boardId: string, commands: readonly unknown[]): Promise<number> {
    const { revision } = await this.drafts.change(appId, boardId, undefined, (board) => ({
      board: refusing(() => undoCommands(board, commands, { createId })),
      answer: undefined,
    }));
    return revision;
  }

  /** Does undone commands again, in order; all or nothing. Throws ConflictError. */
  async redo(appId: string, boardId: string, commands: readonly unknown[]): Promise<number> {
    const context = { registry: this.registry, createId };
    const { revision } = await this.drafts.change(appId, boardId, undefined, (board) => ({
      board: refusing(() => redoCommands(board, commands, context)),
      answer: undefined,
    }));
    return revision;
  }
}

function refusing<T>(edit: () => T): T {
  try {
    return edit();
  } catch (error) {
    if (error instanceof CommandError)
      throw new ConflictError(`Nothing was changed: ${error.message}`);
    if (error instanceof BoardError)
      throw new InvalidError(error.message, [{ path: error.path, message: error.reason }]);
    throw error;
  }
}

function pasteOf(selection: Selection): object {
  const { nodes, comments, layers, variables, offset, current_layer } = selection;
  const stays = { old_mouse: [0, 0, 0], offset: [0, 0, 0] };
  return {
    command_type: 'CopyPaste',
    original_nodes: nodes ?? [],
    original_comments: comments ?? [],
    original_layers: layers ?? [],
    original_variables: variables ?? [],
    new_nodes: [],
    new_comments: [],
    new_layers: [],
    current_layer: current_layer ?? null,
    ...(offset == null ? stays : { offset }),
  };
}

/** In the words of the clipboard, which lack the command's prefix. */
function unfit(message: string): InvalidError {
  const told = message.replace(/^original_/, '');
  const path = /^(?:nodes|comments|layers|variables|offset|current_layer)[\w.]*/.exec(told)?.[0];
  return new InvalidError(
    `Nothing was pasted: ${told}`,
    path === undefined ? undefined : [{ path, message: told.slice(path.length).trim() }],
  );
}
