import type { Host, HttpClient } from '../engine/index.js';

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
      ...(http && { http: this.watchHttp(http) }),
    };
  }

  private watchHttp(http: HttpClient): HttpClient {
    return {
      send: async (request, signal) => {
        const response = await this.during(http.send(request, signal));
        return { ...response, body: this.parts(response.body) };
      },
    };
  }

  private async *parts(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    const parts = body[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await this.during(parts.next());
        if (done === true) return;
        yield value;
      }
    } finally {
      await parts.return?.();
    }
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
