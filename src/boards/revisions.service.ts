import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../common/errors.js';
import { Grouped } from '../database/grouped.js';
import { Sql, type Statement } from '../database/sql.js';
import type { BoardRevision } from './board-reference.js';
import { joinTexts } from './board-text.js';
import { type DraftRow, READ } from './draft-statements.js';
import { SecretValues } from './secrets/secret-values.service.js';

interface RevisionRow {
  readonly version: string;
  readonly hash: string | null;
}

const VERSION = `major || '.' || minor || '.' || patch`;
/** One row for each board that is asked for, in their order; without a hash for none. */
const FIND_DRAFTS = {
  name: 'boards.find-drafts',
  text: `SELECT 'draft' AS version, draft_hash AS hash
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked(app_id, id, position)
      LEFT JOIN boards USING (app_id, id)
    ORDER BY position`,
};
const FIND_LATEST = {
  name: 'boards.find-latest',
  text: `SELECT COALESCE(frozen.version, 'draft') AS version, COALESCE(frozen.hash, draft_hash) AS hash
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked(app_id, id, position)
      LEFT JOIN boards USING (app_id, id)
      LEFT JOIN LATERAL (
        SELECT ${VERSION} AS version, hash FROM board_versions
        WHERE app_id = boards.app_id AND board_id = boards.id
        ORDER BY major DESC, minor DESC, patch DESC LIMIT 1) frozen ON true
    ORDER BY position`,
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
  private readonly drafts = this.grouped(FIND_DRAFTS);
  private readonly latest = this.grouped(FIND_LATEST);

  constructor(
    private readonly sql: Sql,
    private readonly secrets: SecretValues,
  ) {}

  /** Which state of a board `version` means now. Throws NotFoundError for an unknown board or version. */
  async getRevision(appId: string, boardId: string, version: string): Promise<BoardRevision> {
    const found = await this.find(appId, boardId, version);
    if (found?.hash == null) throw await this.notFound(appId, boardId, version);
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

  private async find(
    appId: string,
    boardId: string,
    version: string,
  ): Promise<RevisionRow | undefined> {
    if (version === 'latest') return this.latest.call([appId, boardId]);
    if (version === 'draft') return this.drafts.call([appId, boardId]);
    const [found] = await this.sql.rows<RevisionRow>(FIND_VERSION, [
      appId,
      boardId,
      ...triple(version),
    ]);
    return found;
  }

  private grouped(statement: Statement) {
    return new Grouped<readonly [appId: string, boardId: string], RevisionRow>((asked) =>
      this.sql.rows(statement, [asked.map(([app]) => app), asked.map(([, id]) => id)]),
    );
  }

  private async readDraft(appId: string, boardId: string): Promise<BoardText | undefined> {
    const [row] = await this.sql.rows<DraftRow>(READ, [appId, boardId]);
    return row && { content: joinTexts(row.rest, row.nodes), hash: row.hash };
  }

  private async notFound(appId: string, boardId: string, version: string): Promise<NotFoundError> {
    const { hash } = await this.drafts.call([appId, boardId]);
    return hash === null
      ? new NotFoundError(`There is no board ${boardId} in an app ${appId}`)
      : new NotFoundError(`Board ${boardId} has no version ${version}`);
  }
}

function triple(version: string): number[] {
  return version.split('.').map(Number);
}
