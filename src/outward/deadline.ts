import { RunStopped, Scope } from '../engine/index.js';

/** A signal that aborts when another one does, and by itself after so many milliseconds. */
export class Deadline {
  private readonly scope: Scope;
  private readonly timer: NodeJS.Timeout;
  /** Whether the time was up first. */
  isPassed = false;

  constructor(outer: AbortSignal, ms: number) {
    this.scope = new Scope(outer);
    this.timer = setTimeout(() => {
      this.isPassed = true;
      this.scope.stop(new RunStopped('timeout', `It took longer than ${ms} ms`));
      this.end();
    }, ms).unref();
  }

  get signal(): AbortSignal {
    return this.scope.signal;
  }

  /** Must be called when all is done; aborts what still listens. */
  end(): void {
    clearTimeout(this.timer);
    this.scope.end();
  }
}
