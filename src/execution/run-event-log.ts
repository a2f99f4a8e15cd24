import {
  closingEvents,
  openingEvents,
  type LogLevelName,
  type RunEvent,
  type RunStatus,
} from '../engine/index.js';

import type { ToldEvents } from './run-rows.js';

/** Longest time that an event is only in the memory of this process. */
const KEEP_AFTER_MS = 50;

/** One event of a run's stream. */
export interface StreamEntry {
  readonly attempt: number;
  /** From 1 on in every attempt. */
  readonly number: number;
  readonly event: RunEvent;
}

/** The last entry somebody has; `{ attempt: 0, number: 0 }` = none. */
export type StreamPosition = Pick<StreamEntry, 'attempt' | 'number'>;

/** What follows a position, and whether that was all there will ever be. */
export interface StreamPart {
  readonly entries: readonly StreamEntry[];
  readonly isOver: boolean;
}

interface End {
  readonly status: RunStatus;
  readonly logLevel: LogLevelName;
  /** Milliseconds since 1970 UTC. */
  readonly ended: number;
}

/** An attempt to run a board as its stream tells it: a beginning, what the nodes told, and perhaps an end. */
export interface ToldAttempt {
  readonly runId: string;
  readonly attempt: number;
  /** Milliseconds since 1970 UTC. */
  readonly began: number;
  /** What the nodes told from the event `first` (1 = the very first) on. */
  readonly first: number;
  readonly told: readonly RunEvent[];
  readonly end: End | undefined;
}

/** How many entries come before the first event of a node. */
export const OPENING = openingEvents('', 0).length;

/** The entries of an attempt that come after a position. */
export function partAfter(position: StreamPosition, attempt: ToldAttempt): StreamPart {
  const { runId, began, first, told, end } = attempt;
  const seen = position.attempt === attempt.attempt ? position.number : 0;
  const opening = openingEvents(runId, began);
  const toldEnd = OPENING + first - 1 + told.length;
  const closing = end === undefined ? [] : closingEvents(runId, { ...end, began });
  const numbered = [
    ...opening.map((event, index) => ({ number: index + 1, event })),
    ...told.slice(Math.max(0, seen - OPENING - first + 1)).map((event, index, rest) => ({
      number: toldEnd - rest.length + index + 1,
      event,
    })),
    ...closing.map((event, index) => ({ number: toldEnd + index + 1, event })),
  ];
  const entries = numbered
    .filter(({ number }) => number > seen)
    .map((entry) => ({ attempt: attempt.attempt, ...entry }));
  return { entries, isOver: end !== undefined };
}

/** Writes events of an attempt, the first of which has the given number. Rejects while the database is away. */
type Keep = (first: number, events: readonly RunEvent[]) => Promise<unknown>;

/** What a run of this process has told so far. */
export class RunEventLog {
  private readonly told: RunEvent[] = [];
  private kept = 0;
  private end: End | undefined;
  private lost = false;
  private waiting: (() => void)[] = [];
  private keep: Keep | undefined;
  private timer: NodeJS.Timeout | undefined;
  private keeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly runId: string,
    private readonly attempt: number,
    private readonly began: number,
  ) {}

  /** Another process has the run, or will have it: what follows is in the rows. */
  get isLost(): boolean {
    return this.lost;
  }

  get events(): readonly RunEvent[] {
    return this.told;
  }

  add(event: RunEvent): void {
    if (this.lost) return;
    this.told.push(event);
    this.scheduleKeeping();
    this.wake();
  }

  /** From now on events are kept for others, soon after they came. */
  keepWith(keep: Keep): void {
    this.keep = keep;
    this.scheduleKeeping();
  }

  /** Keeps what is not kept yet. Rejects while the database is away. */
  private async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.keeping;
    const events = this.told.slice(this.kept);
    if (this.keep === undefined || events.length === 0) return;
    await this.keep(this.kept + 1, events);
    this.kept += events.length;
  }

  /** Keeps nothing more by itself: what is unkept goes with the end of the run. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    this.keep = undefined;
    await this.keeping;
  }

  /** Events that are only in the memory of this process. */
  get unkept(): ToldEvents {
    return { first: this.kept + 1, events: this.told.slice(this.kept) };
  }

  /** To be called once the end is recorded. */
  close(end: End): void {
    this.end = end;
    this.wake();
  }

  lose(): void {
    clearTimeout(this.timer);
    this.lost = true;
    this.wake();
  }

  after(position: StreamPosition): StreamPart {
    const { runId, attempt, began, told, end } = this;
    return partAfter(position, { runId, attempt, began, first: 1, told, end });
  }

  /** Resolves at the next change. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private scheduleKeeping(): void {
    if (this.keep === undefined || this.timer !== undefined || this.kept === this.told.length)
      return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      // In vain while the database is away: the next event, or the end of the run, tries again.
      this.keeping = this.flush().catch(() => undefined);
    }, KEEP_AFTER_MS);
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
