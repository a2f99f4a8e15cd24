import { ApiProperty } from '@nestjs/swagger';
import { AnyJson } from '../../common/any-json.js';
import { LOG_LEVELS, type Value } from '../../engine/index.js';
import { RUN_SOURCES, RUN_STATUSES, type Run, type RunSource } from '../run.js';

type Status = (typeof RUN_STATUSES)[number];

export class AcceptedRunDto {
  /** @example 019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  id: string;

  /** @example queued */
  status: Status;
}

/** Where the time of a run went, in milliseconds. */
export class RunTimingDto {
  /**
   * Until it began.
   * @example 0.4
   */
  wait: number;

  /**
   * Until its board was there, compiled.
   * @example 0.1
   */
  start: number;

  /**
   * Nodes computing.
   * @example 0.3
   */
  nodes: number;

  /**
   * Waiting for the world: timers and requests.
   * @example 0
   */
  io: number;
}

/** One run of a board. */
export class RunDto {
  /** @example 019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  id: string;

  /** @example completed */
  status: Status;

  /**
   * What the board returned.
   * @example {"key": "value"}
   */
  @AnyJson()
  result: unknown;

  /**
   * One sentence that names the node to blame; null unless the run failed or ran out of time.
   * @example null
   */
  error: string | null;

  /** @example 2025-01-01T12:00:00.000Z */
  created_at: string;

  /** @example 2025-01-01T12:00:00.000Z */
  started_at: string | null;

  /** @example 2025-01-01T12:00:00.250Z */
  completed_at: string | null;

  /**
   * From its start to its end.
   * @example 250
   */
  duration_ms: number | null;

  /**
   * The highest level logged: 0 Debug, 1 Info, 2 Warn, 3 Error, 4 Fatal.
   * @example 1
   */
  log_level: number;

  /** @example your-app-id */
  app_id: string;

  /** @example your-board-id */
  board_id: string;

  /**
   * `draft`, or a version such as `1.2.3`.
   * @example draft
   */
  version: string;

  /**
   * The event that was run; null for a board that was run itself.
   * @example null
   */
  event_id: string | null;

  /**
   * How often a process began to run it.
   * @example 1
   */
  attempts: number;

  timing: RunTimingDto | null;

  /**
   * The run that this one repeats.
   * @example null
   */
  rerun_of: string | null;

  /**
   * By which door it came.
   * @example run
   */
  @ApiProperty({ enum: RUN_SOURCES })
  source: RunSource;

  /**
   * `user:<id>` or `key:<id>`; null = nobody known, such as a clock.
   * @example user:tz4a98xxat96iws9zmbrgj3a
   */
  started_by: string | null;

  static from(run: Run): RunDto {
    const { startedAt, completedAt } = run;
    return {
      id: run.id,
      status: run.status,
      result: run.result,
      error: run.error,
      created_at: run.createdAt.toISOString(),
      started_at: startedAt?.toISOString() ?? null,
      completed_at: completedAt?.toISOString() ?? null,
      duration_ms:
        startedAt === null || completedAt === null
          ? null
          : completedAt.getTime() - startedAt.getTime(),
      log_level: LOG_LEVELS.indexOf(run.logLevel),
      app_id: run.appId,
      board_id: run.boardId,
      version: run.boardVersion,
      event_id: run.eventId,
      attempts: run.attempts,
      timing: timingOf(run),
      rerun_of: run.rerunOf,
      source: run.source,
      started_by: run.startedBy,
    };
  }
}

function timingOf({ phases, createdAt, startedAt }: Run): RunTimingDto | null {
  if (phases === null || startedAt === null) return null;
  const rounded = (ms: number) => Math.round(ms * 1000) / 1000;
  return {
    wait: startedAt.getTime() - createdAt.getTime(),
    start: rounded(phases.start),
    nodes: rounded(phases.nodes),
    io: rounded(phases.io),
  };
}

/** As the header Server-Timing tells it. */
export function serverTimingOf(run: Run): string | undefined {
  const timing = timingOf(run);
  return timing === null
    ? undefined
    : Object.entries(timing)
        .map(([name, ms]) => `${name};dur=${ms}`)
        .join(', ');
}

/** The wire form of a run, to be printed by the engine: results tell 1.0 from 1. */
export const runJson = (run: Run): Value => RunDto.from(run) as unknown as Value;
