import { RunStopped } from './errors.js';

/** A part of a run that can be stopped on its own, and stops when what it lies within does. */
export class Scope {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;

  constructor(private readonly outer: AbortSignal | undefined) {
    if (outer?.aborted === true) this.stop(reasonOf(outer));
    else if (outer !== undefined) Crowd.around(outer).add(this);
  }

  stop(reason: RunStopped): void {
    this.controller.abort(reason);
  }

  /** Wakes whoever still waits in it. Must be called: the outer signal may live long. */
  end(): void {
    if (this.outer !== undefined) Crowd.around(this.outer).remove(this);
    this.stop(OVER);
  }
}

/** The scopes within one signal. Together they are one listener: a run may have hundreds. */
class Crowd {
  private static readonly bySignal = new WeakMap<AbortSignal, Crowd>();
  private readonly scopes = new Set<Scope>();
  private readonly stopAll = () => {
    for (const scope of this.scopes) scope.stop(reasonOf(this.signal));
  };

  private constructor(private readonly signal: AbortSignal) {}

  static around(signal: AbortSignal): Crowd {
    let crowd = Crowd.bySignal.get(signal);
    if (crowd === undefined) Crowd.bySignal.set(signal, (crowd = new Crowd(signal)));
    return crowd;
  }

  add(scope: Scope): void {
    if (this.scopes.size === 0) this.signal.addEventListener('abort', this.stopAll);
    this.scopes.add(scope);
  }

  remove(scope: Scope): void {
    this.scopes.delete(scope);
    if (this.scopes.size === 0) this.signal.removeEventListener('abort', this.stopAll);
  }
}

/** The reason nobody sees: what it wakes has been left behind. */
export const OVER = new RunStopped('cancelled', 'It is over');

/** Why a signal was aborted, in the engine's terms: whoever gives no reason of ours cancels. */
export function reasonOf({ reason }: AbortSignal): RunStopped {
  return reason instanceof RunStopped ? reason : new RunStopped('cancelled', 'Cancelled');
}
