import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { BoardRevision } from '../boards/board-reference.js';
import { RevisionsService } from '../boards/revisions.service.js';
import { InvalidError } from '../common/errors.js';
import { Metrics } from '../metrics/metrics.js';
import { BoardError, compile, NodeRegistry, type Program, readBoard } from '../engine/index.js';

/** Programs kept, by the characters of their boards in all: a program takes about half a byte for each. */
const MAX_CHARACTERS = 200_000_000;

/** Compiled boards. Equal content is compiled once, whatever app, board or version it belongs to. */
@Injectable()
export class ProgramsService {
  private readonly cache = new LRUCache<string, Program>({ maxSize: MAX_CHARACTERS });

  constructor(
    private readonly boards: RevisionsService,
    private readonly registry: NodeRegistry,
    private readonly metrics: Metrics,
  ) {
    metrics.atScrape('programs', () => metrics.programEntries.set(this.cache.size));
  }

  /**
   * The program of a board state; with `records` one whose nodes can be measured. Throws InvalidError when its
   * JSON is no board.
   */
  async getProgram(
    { appId, boardId, version, hash }: BoardRevision,
    records = false,
  ): Promise<Program> {
    const cached = this.cache.get(keyOf(hash, records));
    this.metrics.programLookups.inc({ outcome: cached === undefined ? 'miss' : 'hit' });
    if (cached !== undefined) return cached;
    const read = await this.boards.readForRun(appId, boardId, version);
    const program = this.compile(read.board, records);
    // Under the hash of what was read: a draft may have been saved in between.
    this.cache.set(keyOf(read.hash, records), program, { size: read.characters });
    return program;
  }

  private compile(board: unknown, records: boolean): Program {
    try {
      return compile(readBoard(board), this.registry, records);
    } catch (error) {
      if (error instanceof BoardError)
        throw new InvalidError('The board is damaged', [
          { path: error.path, message: error.reason },
        ]);
      throw error;
    }
  }
}

const keyOf = (hash: string, records: boolean) => (records ? `${hash} recorded` : hash);
