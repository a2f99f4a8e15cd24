import { Injectable } from '@nestjs/common';
import { InvalidError } from '../common/errors.js';
import {
  BoardError,
  type BoardJson,
  type BoardProblem,
  findProblems,
  NodeRegistry,
  readBoard,
} from '../engine/index.js';
import { type Prerun, prerunOf } from './prerun.js';
import { RevisionsService } from './revisions.service.js';
import { SecretValues } from './secrets/secret-values.service.js';

/** Looks at boards without running them. */
@Injectable()
export class BoardInspector {
  constructor(
    private readonly revisions: RevisionsService,
    private readonly secrets: SecretValues,
    private readonly registry: NodeRegistry,
  ) {}

  async prerun(appId: string, boardId: string, version: string): Promise<Prerun> {
    return prerunOf(await this.read(appId, boardId, version));
  }

  /** Throws InvalidError for a board that can't be read at all. */
  async problems(appId: string, boardId: string, version: string): Promise<BoardProblem[]> {
    const board = await this.read(appId, boardId, version);
    try {
      return findProblems(readBoard(board), this.registry);
    } catch (error) {
      if (!(error instanceof BoardError)) throw error;
      throw new InvalidError('The board is damaged', [{ path: error.path, message: error.reason }]);
    }
  }

  private async read(appId: string, boardId: string, version: string): Promise<BoardJson> {
    const { version: exact } = await this.revisions.getRevision(appId, boardId, version);
    const { content } = await this.revisions.readText(appId, boardId, exact);
    return this.secrets.hide(JSON.parse(content) as BoardJson);
  }
}
