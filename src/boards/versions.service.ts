import { Injectable } from '@nestjs/common';
import { AppRoom } from '../apps/room/app-room.service.js';
import { ConflictError, ForbiddenError } from '../common/errors.js';
import { Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import {
  type BoardJson,
  bumpVersion,
  MAX_VERSION_PART,
  type VersionBump,
  type VersionJson,
} from '../engine/index.js';
import { contentHash } from './board-text.js';
import { DraftsService } from './drafts.service.js';
import { RevisionsService } from './revisions.service.js';
import { SecretValues } from './secrets/secret-values.service.js';

const FREEZE = `WITH frozen AS (
    INSERT INTO board_versions (app_id, board_id, major, minor, patch, content, hash)
    VALUES ($1, $2, $3, $4, $5, $6::json, $7))
  UPDATE boards SET frozen_bytes = frozen_bytes + $8 WHERE app_id = $1 AND id = $2`;
const COUNT = `SELECT count(*)::integer AS versions FROM board_versions
  WHERE app_id = $1 AND board_id = $2`;
const LIST = {
  name: 'versions.list',
  text: `SELECT major, minor, patch FROM board_versions WHERE app_id = $1 AND board_id = $2
    ORDER BY major, minor, patch`,
};

/** Frozen states of boards. */
@Injectable()
export class VersionsService {
  constructor(
    private readonly sql: Sql,
    private readonly drafts: DraftsService,
    private readonly revisions: RevisionsService,
    private readonly secrets: SecretValues,
    private readonly room: AppRoom,
    private readonly config: Config,
  ) {}

  /** Freezes the draft under its version and gives the draft the next one, which it answers. */
  async freeze(appId: string, boardId: string, bump: VersionBump): Promise<VersionJson> {
    const { answer } = await this.drafts.change(
      appId,
      boardId,
      undefined,
      async (board, manager) => {
        const [{ versions }] = await manager.query<[{ versions: number }]>(COUNT, [appId, boardId]);
        if (versions >= this.config.limits.versionsPerBoard)
          throw new ForbiddenError(`The board has ${versions} versions, and may not have more`);
        const content = JSON.stringify(board);
        await this.room.assertFor(appId, content.length, manager);
        const frozen = [...board.version, content, contentHash(content), content.length];
        await manager.query(FREEZE, [appId, boardId, ...frozen]);
        const next = bumpVersion(board.version, bump);
        if (Math.max(...next) > MAX_VERSION_PART)
          throw new ConflictError(`There is no version after ${board.version.join('.')}`);
        return { board: { ...board, version: next }, answer: next };
      },
    );
    return answer;
  }

  /** Ascending. Throws NotFoundError for an unknown board. */
  async listVersions(appId: string, boardId: string): Promise<VersionJson[]> {
    await this.revisions.getRevision(appId, boardId, 'draft');
    const rows = await this.sql.rows<{ major: number; minor: number; patch: number }>(LIST, [
      appId,
      boardId,
    ]);
    return rows.map(({ major, minor, patch }) => [major, minor, patch]);
  }

  /** The JSON of a frozen state, without the values of its secrets. Throws NotFoundError. */
  async readVersion(appId: string, boardId: string, version: string): Promise<string> {
    const { content } = await this.revisions.readText(appId, boardId, version);
    return JSON.stringify(this.secrets.hide(JSON.parse(content) as BoardJson));
  }
}
