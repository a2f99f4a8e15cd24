import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { LOG_LEVELS, parseValue, type RunEvent, type RunStatus } from '../engine/index.js';
import { isFinal, type RunRowStatus } from './run.js';
import {
  OPENING,
  partAfter,
  type RunEventLog,
  type StreamEntry,
  type StreamPart,
  type StreamPosition,
} from './run-event-log.js';
import { Follower } from './follower.js';
import { resultEvent } from './run-rows.js';
import { FOLLOW } from './statements/follow-runs.js';
import { RunSignals } from './run-signals.service.js';
import { unknownRun } from './run-submission.service.js';
import { RunnerService } from './runner.service.js';

/** A lost word of RunSignals costs this much. */
const LOOK_EVERY_MS = 1000;
const NOTHING: StreamPart = { entries: [], isOver: false };

interface Piece {
  readonly first: number;
  readonly events: readonly RunEvent[];
}

interface FollowRow {
  readonly status: RunRowStatus;
  readonly attempt: number;
  readonly log_level: number | null;
  readonly result: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
  /** Number of the last event that is kept. */
  readonly told: number | null;
  readonly pieces: string;
}

/** What runs tell, as it comes, to whoever follows them: from the memory of this process or from the rows. */
@Injectable()
export class RunStreams implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Those that follow runs of other processes, by run id. */
  private readonly followers = new Map<string, Set<Follower>>();
  private closing = false;

  constructor(
    private readonly sql: Sql,
    private readonly signals: RunSignals,
    private readonly runner: RunnerService,
  ) {}

  onApplicationBootstrap(): void {
    this.signals.listen('told', (id) => this.wake(id));
    this.signals.listen('ended', (id) => this.wake(id));
  }

  /** Runs of other processes can be followed elsewhere; those of this one are, to their end. */
  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const id of this.followers.keys()) this.wake(id);
  }

  /**
   * All that a run tells after a position, to its end or until the signal aborts. A run that begins anew
   * tells all of its new attempt. Throws NotFoundError.
   */
  async *follow(
    id: string,
    after: StreamPosition,
    signal: AbortSignal,
    started?: RunEventLog,
  ): AsyncGenerator<StreamEntry> {
    const follower = new Follower(signal);
    this.add(id, follower);
    try {
      let position = after;
      let log = started;
      while (!signal.aborted) {
        log = log?.isLost === false ? log : this.runner.logOf(id);
        follower.isUpToDate = true;
        const { entries, isOver } = log?.after(position) ?? (await this.read(id, position));
        for (const entry of entries) {
          yield entry;
          position = entry;
        }
        if (isOver || (log === undefined && this.closing)) return;
        if (log !== undefined) await follower.until(log.changed());
        else if (entries.length === 0) await follower.untilNews(LOOK_EVERY_MS);
      }
    } finally {
      this.remove(id, follower);
    }
  }

  /** What there is after a position; waits for the first of it, until the signal aborts. Throws NotFoundError. */
  async next(id: string, after: StreamPosition, signal: AbortSignal): Promise<StreamPart> {
    const look = () => this.runner.logOf(id)?.after(after) ?? this.read(id, after);
    const part = await look();
    if (part.entries.length > 0 || part.isOver) return part;
    for await (const entry of this.follow(id, after, signal)) if (entry) return look();
    return part;
  }

  private async read(id: string, position: StreamPosition): Promise<StreamPart> {
    const next = Math.max(1, position.number - OPENING + 1);
    const [row] = await this.sql.rows<FollowRow>(FOLLOW, [id, position.attempt, next]);
    if (row === undefined) throw unknownRun(id);
    const { attempt, status, completed_at: completedAt } = row;
    if (attempt === 0 && !isFinal(status)) return NOTHING;
    const pieces = parseValue(row.pieces) as unknown as readonly Piece[];
    const began = row.started_at ?? row.created_at;
    const told = pieces.flatMap(({ events }) => events);
    if (row.told === null && row.result !== null && completedAt !== null)
      told.push(resultEvent(row.result, completedAt.getTime()));
    const first = pieces[0]?.first ?? (row.told ?? 0) + 1;
    const isWhole = first - 1 + told.length >= (row.told ?? 0);
    return partAfter(position, {
      runId: id,
      attempt,
      began: began.getTime(),
      first,
      told,
      end:
        isWhole && completedAt !== null
          ? {
              status: status as RunStatus,
              logLevel: LOG_LEVELS[row.log_level ?? 0]!,
              ended: completedAt.getTime(),
            }
          : undefined,
    });
  }

  private add(id: string, follower: Follower): void {
    this.followers.set(id, (this.followers.get(id) ?? new Set()).add(follower));
  }

  private remove(id: string, follower: Follower): void {
    const others = this.followers.get(id);
    others?.delete(follower);
    if (others?.size === 0) this.followers.delete(id);
  }

  private wake(id: string): void {
    for (const follower of this.followers.get(id) ?? []) follower.wake();
  }
}
