/** Somebody who waits for news of a run, for as long as a signal lets them. */
export class Follower {
  /** Set before looking; not so any more when news came since. */
  isUpToDate = true;
  private resolve: (() => void) | undefined;

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.wake(), { once: true });
  }

  wake(): void {
    this.isUpToDate = false;
    this.resolve?.();
  }

  /** Resolves at the next news, at once when some came already, and after `ms` in any case. */
  async untilNews(ms: number): Promise<void> {
    if (!this.isUpToDate) return;
    await this.until(undefined, ms);
  }

  /** Resolves with the promise, or when woken. */
  until(promise: Promise<void> | undefined, ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => done(), ms);
      const done = () => {
        clearTimeout(timer);
        if (this.resolve === done) this.resolve = undefined;
        resolve();
      };
      this.resolve = done;
      void promise?.then(done);
      if (!this.isUpToDate) done();
    });
  }
}
