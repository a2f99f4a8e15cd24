import { RunStopped } from '../engine/index.js';
import type { Execution } from './execution.js';
import type { ClaimedRun, OwnedRun } from './run.js';

/** A claim's answer may be on its way; a run this process has not begun by then never reached it. */
const LOST_AFTER_MS = 3000;

export interface ActiveRun {
  readonly run: ClaimedRun;
  readonly execution: Execution;
  readonly began: number;
  ended: Promise<void>;
  /** Somebody else has the run, or is about to: what this process makes of it does not count. */
  disowned: boolean;
}

/** The runs that this process has, and what it does when the rows say otherwise. */
export class ActiveRuns {
  private readonly runs = new Map<string, ActiveRun>();
  /** When the rows were first seen to hold a run that this process does not know of. */
  private readonly strangers = new Map<string, number>();

  get size(): number {
    return this.runs.size;
  }

  get(id: string): ActiveRun | undefined {
    return this.runs.get(id);
  }

  all(): ActiveRun[] {
    return [...this.runs.values()];
  }

  add(active: ActiveRun): void {
    this.runs.set(active.run.id, active);
  }

  /** A later attempt of the same run may stand here by now. */
  remove(active: ActiveRun): void {
    if (this.runs.get(active.run.id) === active) this.runs.delete(active.run.id);
  }

  stop(id: string): void {
    this.runs.get(id)?.execution.stop(new RunStopped('cancelled', 'Cancelled'));
  }

  disown(active: ActiveRun): void {
    active.disowned = true;
    active.execution.log.lose();
    active.execution.stop(new RunStopped('cancelled', 'Taken over by another process'));
  }

  /**
   * Makes this process and the rows agree on who has which run: an answer of Postgres that got lost
   * would leave a run with nobody. `asked` is when the rows were asked. Answers the runs that never began here.
   */
  compare(owned: readonly OwnedRun[], asked: number): OwnedRun[] {
    const attempts = new Map(owned.map(({ id, attempt }) => [id, attempt]));
    for (const active of this.runs.values())
      if (active.began < asked && attempts.get(active.run.id) !== active.run.attempt)
        this.disown(active);
    for (const id of this.strangers.keys())
      if (!attempts.has(id) || this.runs.has(id)) this.strangers.delete(id);
    for (const { id, cancelled } of owned) if (cancelled) this.stop(id);
    return owned.filter(({ id }) => !this.runs.has(id) && this.isLost(id, asked));
  }

  private isLost(id: string, asked: number): boolean {
    const since = this.strangers.get(id);
    if (since === undefined) this.strangers.set(id, asked);
    return since !== undefined && asked - since > LOST_AFTER_MS;
  }
}
