import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { ConflictError, InvalidError } from '../common/errors.js';
import { systemTime } from '../common/system-time.js';
import {
  BoardError,
  CommandError,
  type ExecutedCommands,
  executeCommands,
  NodeRegistry,
  redoCommands,
  undoCommands,
} from '../engine/index.js';
import { DraftsService } from './drafts.service.js';

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
    const now = systemTime(new Date());
    const context = { registry: this.registry, createId, now };
    const { answer, revision } = await this.drafts.change(appId, boardId, undefined, (board) => {
      const answer = refusing(() => executeCommands(board, commands, context));
      return { board: answer.board, answer };
    });
    return { ...answer, revision };
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
