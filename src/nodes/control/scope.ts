import { RunStopped } from '../../engine/index.js';

/** Can be stopped on its own, and stops when what it lies within does. */
export class Scope {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;
  private readonly stopWithOuter = () => {
    const { reason } = this.outer;
    this.stop(reason instanceof RunStopped ? reason : new RunStopped('cancelled', 'Cancelled'));
  };

  constructor(private readonly outer: AbortSignal) {
    if (outer.aborted) this.stopWithOuter();
    else outer.addEventListener('abort', this.stopWithOuter);
  }

  stop(reason: RunStopped): void {
    this.controller.abort(reason);
  }

  /** Wakes whoever still waits in it. Must be called: the outer signal may live long. */
  end(): void {
    this.outer.removeEventListener('abort', this.stopWithOuter);
    this.stop(new RunStopped('cancelled', 'It is over'));
  }
}
