/** Work on one thing at a time in this process: what comes meanwhile waits without holding anything. */
export class InTurns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs `work` when all earlier work on `key` has ended, however it ended. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const ended: Promise<void> = mine.then(nothing, nothing).then(() => this.forget(key, ended));
    this.last.set(key, ended);
    return mine;
  }

  private forget(key: string, ended: Promise<void>): void {
    if (this.last.get(key) === ended) this.last.delete(key);
  }
}

const nothing = () => undefined;
