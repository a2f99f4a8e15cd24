import { AnyJson } from '../../common/any-json.js';
import { type Callback, isFinal, RUN_STATUSES, type Run } from '../../execution/run.js';
import type { AcceptedRun } from '../../execution/run-submission.service.js';

const PREFIX = 'job-';
const ID = /^job-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The run behind a job id; undefined when it can't be one. */
export function runIdOf(jobId: string): string | undefined {
  return ID.exec(jobId)?.[1];
}

type Status = (typeof RUN_STATUSES)[number];

export class AcceptedJobDto {
  /** @example job-019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  job_id: string;

  /** @example queued */
  status: Status;

  static from({ id, status }: AcceptedRun): AcceptedJobDto {
    return { job_id: PREFIX + id, status };
  }
}

class CallbackDto {
  /**
   * `waiting`, `delivered`, or `failed` when it was given up.
   * @example delivered
   */
  status: Callback['status'];

  /** @example 1 */
  attempts: number;

  /** @example null */
  last_error: string | null;
}

/** A job without its result, which may be long. */
export class ListedJobDto {
  /** @example job-019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  job_id: string;

  /** @example completed */
  status: Status;

  /**
   * When it first began to run.
   * @example 2025-01-01T12:00:00.000Z
   */
  started_at: string | null;

  /** @example 2025-01-01T12:00:00.250Z */
  completed_at: string | null;

  /**
   * One sentence that names the node to blame; null unless the job failed or ran out of time.
   * @example null
   */
  error: string | null;

  /**
   * Percent done: 0 while queued, 100 at the end, null while nobody knows.
   * @example 100
   */
  progress: number | null;

  /**
   * How often a process began to run it.
   * @example 1
   */
  attempts: number;

  /** @example 2025-01-01T11:59:59.990Z */
  created_at: string;

  /**
   * Which of the waiting jobs of the app goes first, -10 to 10.
   * @example 0
   */
  priority: number;

  /**
   * How often it may still be tried again after an outage.
   * @example 0
   */
  retries_left: number;

  /**
   * The job that this one repeats.
   * @example null
   */
  rerun_of: string | null;

  /** How far the telling of its end has come; null when nobody asked for it. */
  callback: CallbackDto | null;

  static from(run: Run): ListedJobDto {
    return {
      job_id: PREFIX + run.id,
      status: run.status,
      started_at: run.startedAt?.toISOString() ?? null,
      completed_at: run.completedAt?.toISOString() ?? null,
      error: run.error,
      progress: progressOf(run),
      attempts: run.attempts,
      created_at: run.createdAt.toISOString(),
      priority: run.priority,
      retries_left: isFinal(run.status) ? 0 : run.retriesLeft,
      rerun_of: run.rerunOf === null ? null : PREFIX + run.rerunOf,
      callback: run.callback,
    };
  }
}

export class JobDto extends ListedJobDto {
  /**
   * What the board returned.
   * @example {"key": "value"}
   */
  @AnyJson()
  result: unknown;

  static override from(run: Run): JobDto {
    return { ...ListedJobDto.from(run), result: run.result };
  }
}

function progressOf({ status }: Run): number | null {
  if (status === 'queued') return 0;
  return status === 'running' ? null : 100;
}
