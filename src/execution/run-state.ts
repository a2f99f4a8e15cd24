import { printValue } from '../engine/index.js';
import type { PolledRunDto, RunStateDto } from './dto/invoke.dto.js';
import type { Run, RunRowStatus } from './run.js';
import type { StreamEntry, StreamPosition } from './run-event-log.js';

// Runs in the words of the ecosystem's clients (board page, 6.7).

const STATES = {
  queued: 'Pending',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
  timeout: 'Timeout',
} as const satisfies Record<RunRowStatus, RunStateDto['status']>;

/** More than the events of one attempt. */
const ATTEMPT = 1_000_000;

function sequenceOf({ attempt, number }: StreamPosition): number {
  return attempt * ATTEMPT + number;
}

export function positionAfter(sequence: number): StreamPosition {
  return { attempt: Math.floor(sequence / ATTEMPT), number: sequence % ATTEMPT };
}

export function runState(run: Run, inputBytes: number): RunStateDto {
  return {
    ...common(run),
    board_id: run.boardId,
    event_id: run.eventId,
    mode: run.mode === 'sync' ? 'Http' : 'Queue',
    input_payload_len: inputBytes,
    output_payload_len: run.result === null ? 0 : Buffer.byteLength(printValue(run.result)),
    created_at: run.createdAt.toISOString(),
  };
}

export function polledRun(run: Run, entries: readonly StreamEntry[]): PolledRunDto {
  return {
    ...common(run),
    events: entries.map((entry) => ({
      sequence: sequenceOf(entry),
      event_type: entry.event.type,
      payload: entry.event.payload,
      created_at: new Date(entry.event.time).toISOString(),
    })),
  };
}

function common(run: Run) {
  return {
    run_id: run.id,
    status: STATES[run.status],
    progress: run.completedAt === null ? 0 : 100,
    current_step: null,
    error: run.error,
    started_at: run.startedAt?.toISOString() ?? null,
    completed_at: run.completedAt?.toISOString() ?? null,
  };
}
