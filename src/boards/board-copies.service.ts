import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemTime } from '../common/system-time.js';
import type { BoardJson, VersionJson } from '../engine/index.js';
import { joinTexts } from './board-text.js';
import { BoardsService } from './boards.service.js';
import * as statements from './draft-statements.js';
import { DraftsService, query } from './drafts.service.js';
import { keepingSecrets } from './secrets/keeping-secrets.js';
import { SecretValues } from './secrets/secret-values.service.js';

const READ_VERSION = `SELECT content::text AS content FROM board_versions
  WHERE app_id = $1 AND board_id = $2 AND major = $3 AND minor = $4 AND patch = $5`;
const FIND_NEWEST = `SELECT DISTINCT ON (board_id) board_id AS id, major, minor, patch FROM board_versions
  WHERE app_id = $1 ORDER BY board_id, major DESC, minor DESC, patch DESC`;

/**
 * Whole boards of an app, read and written within the caller's transaction, which holds the lock of the app. What
 * is read has no values of secrets; what is written keeps those that are there.
 */
@Injectable()
export class BoardCopies {
  constructor(
    private readonly boards: BoardsService,
    private readonly drafts: DraftsService,
    private readonly secrets: SecretValues,
  ) {}

  /** Nobody else changes a board of the app until the transaction ends. */
  async lock(manager: EntityManager, appId: string): Promise<void> {
    await query(manager, statements.LOCK_ALL, [appId]);
  }

  /** All drafts, oldest first. One query. */
  async takeDrafts(manager: EntityManager, appId: string): Promise<BoardJson[]> {
    const rows = await query<statements.DraftRow>(manager, statements.READ_ALL, [appId]);
    return rows.map(({ id, rest, nodes }) => ({ ...this.readable(joinTexts(rest, nodes)), id }));
  }

  /** A frozen state; undefined when there is none. */
  async takeVersion(
    manager: EntityManager,
    appId: string,
    boardId: string,
    version: VersionJson,
  ): Promise<BoardJson | undefined> {
    const values = [appId, boardId, ...version];
    const [row] = await manager.query<{ content: string }[]>(READ_VERSION, values);
    return row && { ...this.readable(row.content), id: boardId };
  }

  /** By the ids of their boards: only those that have one. */
  async newestVersions(manager: EntityManager, appId: string): Promise<Map<string, VersionJson>> {
    const rows = await manager.query<{ id: string; major: number; minor: number; patch: number }[]>(
      FIND_NEWEST,
      [appId],
    );
    return new Map(rows.map(({ id, major, minor, patch }) => [id, [major, minor, patch]]));
  }

  /** Throws what BoardsService.addBoard throws. */
  async add(manager: EntityManager, appId: string, board: BoardJson): Promise<void> {
    const now = systemTime(new Date());
    const made: BoardJson = { ...board, version: [0, 0, 1], created_at: now, updated_at: now };
    await this.boards.addBoard(appId, made, manager);
  }

  /** Puts a board in the place of a draft. Throws InvalidError when there is no room, NotFoundError. */
  async replace(manager: EntityManager, appId: string, board: BoardJson): Promise<void> {
    await this.drafts.changeWithin(manager, appId, board.id, (before) => ({
      ...keepingSecrets(board, before),
      version: before.version,
      created_at: before.created_at,
      updated_at: systemTime(new Date()),
    }));
  }

  /** With its versions, its runs and their logs. */
  async remove(manager: EntityManager, appId: string, boardId: string): Promise<void> {
    await query(manager, statements.REMOVE, [appId, boardId]);
  }

  private readable(text: string): BoardJson {
    return this.secrets.hide(JSON.parse(text) as BoardJson);
  }
}
