import { RunStopped } from './errors.js';

/** A part of a run that can be stopped on its own, and stops when what it lies within does. */
export class Scope {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;
  private readonly stopWithOuter = () => this.stop(reasonOf(this.outer!));

  constructor(private readonly outer: AbortSignal | undefined) {
    if (outer?.aborted === true) this.stopWithOuter();
    else outer?.addEventListener('abort', this.stopWithOuter);
  }

  stop(reason: RunStopped): void {
    this.controller.abort(reason);
  }

  /** Wakes whoever still waits in it. Must be called: the outer signal may live long. */
  end(): void {
    this.outer?.removeEventListener('abort', this.stopWithOuter);
    this.stop(OVER);
  }
}

/** The reason nobody sees: what it wakes has been left behind. */
export const OVER = new RunStopped('cancelled', 'It is over');

/** Why a signal was aborted, in the engine's terms: whoever gives no reason of ours cancels. */
export function reasonOf({ reason }: AbortSignal): RunStopped {
  return reason instanceof RunStopped ? reason : new RunStopped('cancelled', 'Cancelled');
}
