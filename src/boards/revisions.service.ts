import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../common/errors.js';
import { Sql } from '../database/sql.js';
import type { BoardRevision } from './board-reference.js';
import { joinTexts } from './board-text.js';
import { type DraftRow, READ } from './draft-statements.js';
import { SecretValues } from './secrets/secret-values.service.js';

interface RevisionRow {
  readonly version: string;
  readonly hash: string;
}

const VERSION = `major || '.' || minor || '.' || patch`;
const FIND_DRAFT = {
  name: 'boards.find-draft',
  text: `SELECT 'draft' AS version, draft_hash AS hash FROM boards WHERE app_id = $1 AND id = $2`,
};
const FIND_LATEST = {
  name: 'boards.find-latest',
  text: `SELECT COALESCE(frozen.version, 'draft') AS version, COALESCE(frozen.hash, draft_hash) AS hash
    FROM boards LEFT JOIN LATERAL (
      SELECT ${VERSION} AS version, hash FROM board_versions
      WHERE app_id = boards.app_id AND board_id = boards.id
      ORDER BY major DESC, minor DESC, patch DESC LIMIT 1) frozen ON true
    WHERE app_id = $1 AND id = $2`,
};
const FIND_VERSION = {
  name: 'boards.find-version',
  text: `SELECT ${VERSION} AS version, hash FROM board_versions
    WHERE app_id = $1 AND board_id = $2 AND major = $3 AND minor = $4 AND patch = $5`,
};
const READ_VERSION = {
  name: 'boards.read-version',
  text: `SELECT content::text AS content, hash FROM board_versions
    WHERE app_id = $1 AND board_id = $2 AND major = $3 AND minor = $4 AND patch = $5`,
};

/** A state of a board as text, with the name of that very state: a draft may change at any time. */
export interface BoardText {
  readonly content: string;
  readonly hash: string;
}

/** Which states boards have, and what is in them. */
@Injectable()
export class RevisionsService {
  constructor(
    private readonly sql: Sql,
    private readonly secrets: SecretValues,
  ) {}

  /** Which state of a board `version` means now. Throws NotFoundError for an unknown board or version. */
  async getRevision(appId: string, boardId: string, version: string): Promise<BoardRevision> {
    const [found] = await this.sql.rows<RevisionRow>(
      ...(version === 'latest'
        ? ([FIND_LATEST, [appId, boardId]] as const)
        : version === 'draft'
          ? ([FIND_DRAFT, [appId, boardId]] as const)
          : ([FIND_VERSION, [appId, boardId, ...triple(version)]] as const)),
    );
    if (found === undefined) throw await this.notFound(appId, boardId, version);
    return { appId, boardId, version: found.version, hash: found.hash };
  }

  /** The JSON of a board state; values of secrets are encrypted. Throws NotFoundError. */
  async readText(appId: string, boardId: string, version: string): Promise<BoardText> {
    const found =
      version === 'draft'
        ? await this.readDraft(appId, boardId)
        : (await this.sql.rows<BoardText>(READ_VERSION, [appId, boardId, ...triple(version)]))[0];
    if (found === undefined) throw await this.notFound(appId, boardId, version);
    return found;
  }

  /** For a run, with readable secrets. Throws NotFoundError, and InvalidError when they can't be read. */
  async readForRun(
    appId: string,
    boardId: string,
    version: string,
  ): Promise<{ board: unknown; hash: string; characters: number }> {
    const { content, hash } = await this.readText(appId, boardId, version);
    const board = JSON.parse(content) as object;
    return { board: this.secrets.open(board, appId), hash, characters: content.length };
  }

  private async readDraft(appId: string, boardId: string): Promise<BoardText | undefined> {
    const [row] = await this.sql.rows<DraftRow>(READ, [appId, boardId]);
    return row && { content: joinTexts(row.rest, row.nodes), hash: row.hash };
  }

  private async notFound(appId: string, boardId: string, version: string): Promise<NotFoundError> {
    const [board] = await this.sql.rows(FIND_DRAFT, [appId, boardId]);
    return board === undefined
      ? new NotFoundError(`There is no board ${boardId} in an app ${appId}`)
      : new NotFoundError(`Board ${boardId} has no version ${version}`);
  }
}

function triple(version: string): number[] {
  return version.split('.').map(Number);
}
