import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { DataSource, type EntityManager } from 'typeorm';
import { v4 as uuid } from 'uuid';
import { lockApp } from '../apps/app-lock.js';
import { AppRoom } from '../apps/room/app-room.service.js';
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../common/errors.js';
import type { ReadRevision } from '../common/revision-etag.js';
import { systemTime } from '../common/system-time.js';
import { Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import {
  BoardError,
  type BoardJson,
  cleanUp,
  newBoardJson,
  NodeRegistry,
  readBoard,
  readBoardJson,
  runUpdateHooks,
  syncSchemas,
} from '../engine/index.js';
import { joinTexts } from './board-text.js';
import * as statements from './draft-statements.js';
import { DraftsService, query } from './drafts.service.js';
import { keepingSecrets } from './secrets/keeping-secrets.js';
import { SecretValues } from './secrets/secret-values.service.js';

/** A whole board may take tens of megabytes: few until it is known how large those of the app are. */
const FIRST_BATCH = 8;
const MOST_IN_BATCH = 200;
const BATCH_CHARACTERS = 16_777_216;

/** What a board says of itself; the rest of it is changed by commands. */
export type BoardSettings = Partial<
  Pick<BoardJson, 'name' | 'description' | 'stage' | 'log_level' | 'execution_mode'>
>;

/** The draft of a board as JSON text, without the values of its secrets. */
export interface ReadDraft {
  readonly id: string;
  readonly text: string;
  readonly revision: number;
}

/** Boards of an app in their editable state: made, read, replaced, removed. */
@Injectable()
export class BoardsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sql: Sql,
    private readonly drafts: DraftsService,
    private readonly secrets: SecretValues,
    private readonly registry: NodeRegistry,
    private readonly room: AppRoom,
    private readonly config: Config,
  ) {}

  /**
   * All of an app as JSON texts, oldest first, some at a time: together they may be larger than memory. Few large
   * ones or many small ones take one query.
   */
  async *listDrafts(appId: string): AsyncGenerator<string[]> {
    let [time, id, most] = ['-infinity', '', FIRST_BATCH];
    for (;;) {
      const rows = await this.sql.rows<statements.ListedDraftRow>(statements.READ_SOME, [
        appId,
        time,
        id,
        most,
      ]);
      const texts = rows.map((row) => this.readable(row).text);
      yield texts;
      const last = rows.at(-1);
      if (last === undefined || rows.length < most) return;
      const average = texts.reduce((sum, { length }) => sum + length, 1) / texts.length;
      most = Math.min(MOST_IN_BATCH, Math.ceil(BATCH_CHARACTERS / average));
      ({ createdAt: time, id } = last);
    }
  }

  async hasBoard(appId: string, boardId: string): Promise<boolean> {
    return (await this.sql.rows(statements.FIND, [appId, boardId])).length > 0;
  }

  /** Throws NotFoundError. */
  async getDraft(appId: string, boardId: string): Promise<ReadDraft> {
    const [row] = await this.sql.rows<statements.DraftRow>(statements.READ, [appId, boardId]);
    if (row === undefined) throw unknownBoard(boardId);
    return this.readable(row);
  }

  /**
   * A new board, empty or like `template`, whose nodes and pins keep their ids: they only count within. Answers
   * its revision.
   */
  async createBoard(
    appId: string,
    id: string,
    settings: BoardSettings,
    template?: unknown,
  ): Promise<number> {
    const now = systemTime(new Date());
    const like = template === undefined ? newBoardJson(id, now) : this.read(template, id);
    const made = { ...like, created_at: now, updated_at: now };
    return this.insert(appId, { ...made, ...settings, version: [0, 0, 1] });
  }

  /**
   * Makes a board of a whole one that somebody sends. Answers its revision. Throws InvalidError naming what is
   * wrong with it.
   */
  importBoard(appId: string, id: string, json: unknown): Promise<number> {
    return this.insert(appId, this.read(json, id));
  }

  async changeSettings(
    appId: string,
    id: string,
    settings: BoardSettings,
    readAt: ReadRevision | undefined,
  ): Promise<number> {
    const { revision } = await this.drafts.change(appId, id, readAt, (board) => ({
      board: { ...board, ...settings, updated_at: systemTime(new Date()) },
      answer: undefined,
    }));
    return revision;
  }

  /**
   * Puts a whole board in the place of a draft. Secrets that come without a value, as every export has them,
   * keep the one they have here. The version stays: it counts what was frozen here.
   */
  async replaceBoard(
    appId: string,
    id: string,
    json: unknown,
    readAt: ReadRevision | undefined,
  ): Promise<number> {
    const sent = this.read(json, id);
    return this.replaceBy(appId, id, readAt, (board) => keepingSecrets(sent, board));
  }

  /** Puts in the place of a draft what `make` makes of it. */
  async replaceBy(
    appId: string,
    id: string,
    readAt: ReadRevision | undefined,
    make: (board: BoardJson) => BoardJson,
  ): Promise<number> {
    const { revision } = await this.drafts.change(appId, id, readAt, (board) => ({
      board: {
        ...make(board),
        version: board.version,
        created_at: board.created_at,
        updated_at: systemTime(new Date()),
      },
      answer: undefined,
    }));
    return revision;
  }

  /** With its versions, its runs and their logs. Throws NotFoundError. */
  async removeBoard(appId: string, boardId: string): Promise<void> {
    const removed = await this.sql.rows(statements.REMOVE, [appId, boardId]);
    if (removed.length === 0) throw unknownBoard(boardId);
  }

  /** A board as it will be kept: complete, in order, and such that it can run. Throws InvalidError. */
  read(json: unknown, id: string): BoardJson {
    try {
      const read = readBoardJson(json, id, systemTime(new Date()));
      const synced = syncSchemas(read, this.registry, createId);
      const board = cleanUp(runUpdateHooks(synced, this.registry, createId), createId);
      readBoard(board);
      return board;
    } catch (error) {
      if (!(error instanceof BoardError)) throw error;
      const { path, reason } = error;
      throw new InvalidError(`This is no board: ${error.message}`, [{ path, message: reason }]);
    }
  }

  private insert(appId: string, board: BoardJson): Promise<number> {
    return this.dataSource.transaction((manager) => this.addBoard(appId, board, manager));
  }

  /**
   * Keeps a board as it is: one that was read before. Answers its revision. Throws InvalidError and ForbiddenError
   * beyond the limits, ConflictError for an id that is taken.
   */
  async addBoard(appId: string, board: BoardJson, manager: EntityManager): Promise<number> {
    const sealed = this.secrets.seal(board, appId);
    const { nodes, ...rest } = sealed;
    const text = JSON.stringify(rest);
    const contents = Object.values(nodes).map((node) => JSON.stringify(node));
    const bytes = contents.reduce((total, content) => total + content.length, text.length);
    this.drafts.assertFits(contents.length, bytes);
    await this.assertRoom(appId, bytes, manager);
    const state = [appId, board.id, text, uuid()];
    const created = [...state, bytes];
    const [made] = await query<{ revision: number }>(manager, statements.CREATE, created);
    if (made === undefined) throw new ConflictError(`There is a board ${board.id} already`);
    const { revision } = made;
    const changes = [revision, Object.keys(nodes), contents, [], bytes];
    if (contents.length > 0) await query(manager, statements.WRITE, [...state, ...changes]);
    return revision;
  }

  /** The lock makes two that come at once count each other. */
  private async assertRoom(appId: string, bytes: number, manager: EntityManager): Promise<void> {
    const { boardsPerApp } = this.config.limits;
    await lockApp(manager, appId);
    const [{ boards }] = await manager.query<[{ boards: number }]>(
      'SELECT count(*)::integer AS boards FROM boards WHERE app_id = $1',
      [appId],
    );
    if (boards >= boardsPerApp)
      throw new ForbiddenError(`The app has ${boards} boards, and may not have more`);
    await this.room.assertFor(appId, bytes, manager);
  }

  private readable({ id, rest, nodes, revision }: statements.DraftRow): ReadDraft {
    const hidden = this.secrets.hide(JSON.parse(rest) as BoardJson);
    return { id, text: joinTexts(JSON.stringify(hidden), nodes), revision };
  }
}

function unknownBoard(boardId: string): NotFoundError {
  return new NotFoundError(`There is no board ${boardId.slice(0, 200)}`);
}
