import { Injectable } from '@nestjs/common';
import { ChangedError, InvalidError } from '../common/errors.js';
import type { ReadRevision } from '../common/revision-etag.js';
import { newId } from '../common/new-id.js';
import { type BoardJson, NodeRegistry } from '../engine/index.js';
import { fromShortForm } from '../short-form/from-short-form.js';
import { ShortFormError } from '../short-form/short-form-error.js';
import { BoardsService, type BoardSettings } from './boards.service.js';
import type { PutBoardDto } from './dto/board.dto.js';

/** Reading one keeps this process from everything else; that much takes about half a second. */
const MAX_SHORT_FORM = 131_072;

/** What a PUT of a board means: settings, a whole board, or a new one. */
@Injectable()
export class BoardWriter {
  constructor(
    private readonly boards: BoardsService,
    private readonly registry: NodeRegistry,
  ) {}

  async put(
    appId: string,
    boardId: string,
    dto: PutBoardDto,
    body: unknown,
    readAt: ReadRevision | undefined,
  ): Promise<Written> {
    const isWhole = dto.nodes !== undefined && dto.nodes !== null;
    if (await this.boards.hasBoard(appId, boardId)) {
      const revision = isWhole
        ? await this.boards.replaceBoard(appId, boardId, body, readAt)
        : await this.boards.changeSettings(appId, boardId, settingsOf(dto), readAt);
      return { id: boardId, revision };
    }
    if (readAt !== undefined) throw new ChangedError('There is no such board, or no more');
    const id = newId(boardId, 'board_id');
    const revision = isWhole
      ? await this.boards.importBoard(appId, id, body)
      : await this.boards.createBoard(appId, id, settingsOf(dto), dto.template ?? undefined);
    return { id, revision };
  }

  /** A whole board in its short form, YAML or JSON. Throws InvalidError with the place of every mistake. */
  async putShort(
    appId: string,
    boardId: string,
    text: string,
    readAt: ReadRevision | undefined,
  ): Promise<Written> {
    if (await this.boards.hasBoard(appId, boardId)) {
      const make = (previous: BoardJson) => this.fromText(text, boardId, previous);
      return {
        id: boardId,
        revision: await this.boards.replaceBy(appId, boardId, readAt, make),
      };
    }
    if (readAt !== undefined) throw new ChangedError('There is no such board, or no more');
    const id = newId(boardId, 'board_id');
    return { id, revision: await this.boards.importBoard(appId, id, this.fromText(text, id)) };
  }

  private fromText(text: string, id: string, previous?: BoardJson): BoardJson {
    if (text.length > MAX_SHORT_FORM)
      throw new InvalidError(
        `A board in its short form may have ${MAX_SHORT_FORM} characters; send a larger one as JSON`,
      );
    try {
      const board = fromShortForm(text, this.registry, previous && { previous });
      return previous === undefined ? { ...board, id } : board;
    } catch (error) {
      if (!(error instanceof ShortFormError)) throw error;
      throw new InvalidError(
        `The text is no board: ${error.problems[0]?.message}`,
        error.problems.map(({ line, column, path, message }) => ({
          path: path || 'board',
          message: `line ${line}, column ${column}: ${message}`,
        })),
      );
    }
  }
}

interface Written {
  readonly id: string;
  readonly revision: number;
}

/** What is left out or null stays as it is. */
function settingsOf({
  name,
  description,
  stage,
  log_level,
  execution_mode,
}: PutBoardDto): BoardSettings {
  const settings = { name, description, stage, log_level, execution_mode };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value != null));
}
