import { Injectable } from '@nestjs/common';
import { ChangedError } from '../common/errors.js';
import { newId } from '../common/new-id.js';
import { BoardsService, type BoardSettings } from './boards.service.js';
import type { PutBoardDto } from './dto/board.dto.js';

/** What a PUT of a board means: settings, a whole board, or a new one. */
@Injectable()
export class BoardWriter {
  constructor(private readonly boards: BoardsService) {}

  async put(
    appId: string,
    boardId: string,
    dto: PutBoardDto,
    body: unknown,
    readAt: number | undefined,
  ): Promise<{ id: string; revision: number }> {
    const isWhole = dto.nodes !== undefined && dto.nodes !== null;
    if (await this.boards.hasBoard(appId, boardId)) {
      const revision = isWhole
        ? await this.boards.replaceBoard(appId, boardId, body, readAt)
        : await this.boards.changeSettings(appId, boardId, settingsOf(dto), readAt);
      return { id: boardId, revision };
    }
    if (readAt !== undefined) throw new ChangedError('There is no such board any more');
    const id = newId(boardId, 'board_id');
    if (isWhole) await this.boards.importBoard(appId, id, body);
    else await this.boards.createBoard(appId, id, settingsOf(dto), dto.template ?? undefined);
    return { id, revision: 1 };
  }
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
