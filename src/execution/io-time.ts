import type { Host } from '../engine/index.js';

/** Measures for how long a run waits for the world: how long at least one timer or request is under way. */
export class IoTime {
  private pending = 0;
  private since = 0;
  private passed = 0;

  /** Milliseconds so far. */
  get ms(): number {
    return this.pending === 0 ? this.passed : this.passed + performance.now() - this.since;
  }

  /** The same surroundings, watched. */
  watch(host: Host): Host {
    const { clock, http } = host;
    return {
      ...host,
      clock: { now: clock.now, sleep: (ms, signal) => this.during(clock.sleep(ms, signal)) },
      ...(http && { http: { send: (request, signal) => this.during(http.send(request, signal)) } }),
    };
  }

  private async during<T>(waiting: Promise<T>): Promise<T> {
    if (this.pending++ === 0) this.since = performance.now();
    try {
      return await waiting;
    } finally {
      if (--this.pending === 0) this.passed += performance.now() - this.since;
    }
  }
}
