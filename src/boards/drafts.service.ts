import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, type EntityManager } from 'typeorm';
import { v4 as uuid } from 'uuid';
import { AppRoom } from '../apps/room/app-room.service.js';
import { ChangedError, InvalidError, NotFoundError } from '../common/errors.js';
import { isAsRead, type ReadRevision } from '../common/revision-etag.js';
import { Config } from '../config/config.js';
import type { Statement } from '../database/sql.js';
import type { BoardJson, NodeJson } from '../engine/index.js';

import { changesBetween } from './draft-changes.js';
import * as statements from './draft-statements.js';
import { InTurns } from './in-turns.js';
import { SecretValues } from './secrets/secret-values.service.js';

/** A draft as it was after some edit. Its secrets are encrypted. */
export interface Draft {
  readonly board: BoardJson;
  /** Counts the edits of the board. */
  readonly revision: number;
  /** Tells the board from one of the same id that was removed before it was made. */
  readonly createdAt: string;
  /** Length of each node's JSON. */
  readonly nodeBytes: ReadonlyMap<string, number>;
  /** Length of the JSON of all but the nodes. */
  readonly restBytes: number;
}

/** JSON of drafts kept at hand, in characters; parsed it takes some times that. */
const MAX_KEPT = 33_554_432;

/** An edit looks for room in the app when the board's size passes a multiple of this: hardly ever. */
const GROWTH_STEP = 65_536;

type Change<T> = (
  board: BoardJson,
  manager: EntityManager,
) => { board: BoardJson; answer: T } | Promise<{ board: BoardJson; answer: T }>;

const keyOf = (appId: string, boardId: string): string => JSON.stringify([appId, boardId]);

interface LockedRow {
  readonly rest: string;
  readonly revision: number;
  readonly createdAt: string;
}

/**
 * Changes the editable states of boards, one change after the other. What this process has seen it keeps, so
 * that an edit reads only what changed since and writes only what it changes, however large the board is.
 */
@Injectable()
export class DraftsService {
  private readonly turns = new InTurns();
  private readonly kept = new LRUCache<string, Draft>({
    maxSize: MAX_KEPT,
    sizeCalculation: ({ restBytes, nodeBytes }) => 1000 + restBytes + sum(nodeBytes),
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: SecretValues,
    private readonly room: AppRoom,
    private readonly config: Config,
  ) {}

  /**
   * Replaces a draft by what `change` makes of it, in a transaction that no other change of the board
   * overlaps. `change` must not keep or alter its argument; what it throws leaves everything as it was.
   * Throws NotFoundError, and ChangedError when the draft is not at `readAt` any more.
   */
  change<T>(
    appId: string,
    boardId: string,
    readAt: ReadRevision | undefined,
    change: Change<T>,
  ): Promise<{ answer: T; revision: number }> {
    const key = keyOf(appId, boardId);
    return this.turns.run(key, async () => {
      const done = await this.dataSource.transaction((manager) =>
        this.changeLocked(manager, appId, boardId, readAt, change),
      );
      this.kept.set(key, done.draft);
      return { answer: done.answer, revision: done.draft.revision };
    });
  }

  /**
   * The same within the caller's transaction, which may change several boards, or none in the end: this process
   * keeps nothing of it. Throws NotFoundError.
   */
  async changeWithin(
    manager: EntityManager,
    appId: string,
    boardId: string,
    change: (board: BoardJson) => BoardJson,
  ): Promise<void> {
    const make: Change<undefined> = (board) => ({ board: change(board), answer: undefined });
    await this.changeLocked(manager, appId, boardId, undefined, make);
  }

  private async changeLocked<T>(
    manager: EntityManager,
    appId: string,
    boardId: string,
    readAt: ReadRevision | undefined,
    change: Change<T>,
  ): Promise<{ answer: T; draft: Draft }> {
    const before = await this.lock(manager, appId, boardId);
    if (!isAsRead(readAt, before.revision))
      throw new ChangedError('The board was changed since you read it; read it again');
    const { board, answer } = await change(before.board, manager);
    return { answer, draft: await this.write(manager, appId, boardId, before, board) };
  }

  private async lock(manager: EntityManager, appId: string, boardId: string): Promise<Draft> {
    const [row] = await query<LockedRow>(manager, statements.LOCK, [appId, boardId]);
    if (row === undefined) throw new NotFoundError(`There is no board ${boardId.slice(0, 200)}`);
    const kept = this.kept.get(keyOf(appId, boardId));
    const isOfBoard = kept?.createdAt === row.createdAt && kept.revision <= row.revision;
    const known = isOfBoard ? kept : undefined;
    if (known?.revision === row.revision) return known;
    const nodes = await this.nodesAfter(manager, appId, boardId, known);
    const rest = JSON.parse(row.rest) as BoardJson;
    return {
      board: { ...rest, nodes: Object.fromEntries(nodes.map(({ id, node }) => [id, node])) },
      revision: row.revision,
      createdAt: row.createdAt,
      nodeBytes: new Map(nodes.map(({ id, bytes }) => [id, bytes])),
      restBytes: row.rest.length,
    };
  }

  /** What is known, brought up to date. */
  private async nodesAfter(
    manager: EntityManager,
    appId: string,
    boardId: string,
    known: Draft | undefined,
  ): Promise<{ id: string; node: NodeJson; bytes: number }[]> {
    const values = [appId, boardId];
    const changed = new Map(
      (
        await query<{ id: string; content: string }>(manager, statements.READ_NODES, [
          ...values,
          known?.revision ?? 0,
        ])
      ).map(({ id, content }) => [id, content]),
    );
    const read = (id: string, text: string) => ({
      id,
      node: JSON.parse(text) as NodeJson,
      bytes: text.length,
    });
    if (known === undefined) return [...changed].map(([id, text]) => read(id, text));
    const [list] = await query<{ ids: string[] }>(manager, statements.LIST_NODE_IDS, values);
    return list!.ids.map((id) => {
      const text = changed.get(id);
      if (text !== undefined) return read(id, text);
      return { id, node: known.board.nodes[id]!, bytes: known.nodeBytes.get(id)! };
    });
  }

  private async write(
    manager: EntityManager,
    appId: string,
    boardId: string,
    before: Draft,
    next: BoardJson,
  ): Promise<Draft> {
    if (next === before.board) return before;
    const board = this.secrets.seal(next, appId);
    const { rest, changed, removed } = changesBetween(before.board, board);
    const nodeBytes = new Map(before.nodeBytes);
    for (const id of removed) nodeBytes.delete(id);
    for (const [id, text] of changed) nodeBytes.set(id, text.length);
    const bytes = rest.length + sum(nodeBytes);
    this.assertFits(nodeBytes.size, bytes);
    const growth = bytes - before.restBytes - sum(before.nodeBytes);
    if (Math.floor(bytes / GROWTH_STEP) > Math.floor((bytes - growth) / GROWTH_STEP))
      await this.room.assertFor(appId, growth, manager);
    const revision = before.revision + 1;
    await query(manager, statements.WRITE, [
      appId,
      boardId,
      rest,
      uuid(),
      revision,
      [...changed.keys()],
      [...changed.values()],
      removed,
      bytes,
    ]);
    const { createdAt } = before;
    return { board, revision, createdAt, nodeBytes, restBytes: rest.length };
  }

  /** Throws InvalidError for a board beyond what this installation takes. */
  assertFits(nodes: number, bytes: number): void {
    const { nodesPerBoard, boardBytes } = this.config.limits;
    if (nodes > nodesPerBoard)
      throw new InvalidError(
        `A board may have ${nodesPerBoard} nodes; this one would have ${nodes}`,
      );
    if (bytes > boardBytes)
      throw new InvalidError(`A board may take ${boardBytes} bytes; this one would take ${bytes}`);
  }
}

function sum(lengths: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const length of lengths.values()) total += length;
  return total;
}

export function query<Row extends object>(
  manager: EntityManager,
  { text }: Statement,
  values: unknown[],
): Promise<Row[]> {
  return manager.query<Row[]>(text, values);
}
