/** Milliseconds that boards may compute, all together, before the event loop turns. */
const SLICE_MS = 10;

/**
 * Shares the thread out: in one turn of the event loop all runs together compute for 10 ms, then timers,
 * sockets and everything else of the process go first. Those that have to pause go on one a turn, in the
 * order they paused, each with a slice of its own.
 */
export class Turns {
  private readonly paused: (() => void)[] = [];
  /** When boards began to compute in this turn; undefined = none has yet. */
  private began: number | undefined;

  /** Undefined when the run may go on; else what it must wait for. */
  breathe(): Promise<void> | undefined {
    const now = performance.now();
    if (this.began === undefined) {
      this.began = now;
      setImmediate(this.nextTurn);
    }
    if (now - this.began < SLICE_MS) return undefined;
    return new Promise((resolve) => this.paused.push(resolve));
  }

  private readonly nextTurn = (): void => {
    const resume = this.paused.shift();
    this.began = undefined;
    if (resume === undefined) return;
    this.began = performance.now();
    setImmediate(this.nextTurn);
    resume();
  };
}
