import { Injectable, Logger } from '@nestjs/common';
import { UnavailableError } from '../common/errors.js';
import { Config } from '../config/config.js';

/** When whoever is first in the line has waited for so long, this is no burst any more: further requests are refused. */
const LATE_MS = 1000;
/**
 * Besides those in work so many times more may be open: they stand in the line, or wait for a run, for events, or for
 * a client that sends or reads slowly. That costs memory and little else.
 */
const OPEN_PER_PLACE = 20;
/** Seconds until a refused client comes again: not all of them at the same moment. */
const RETRY_SECONDS = { least: 1, most: 3 };
const TELL_EVERY_MS = 10_000;

/**
 * How much an api process takes on at once (docs/decisions/0024-refuse-before-work.md). What is beyond waits in a line;
 * when that gets late, more is refused while it is still cheap: work on it would come too late for its client.
 */
@Injectable()
export class Admission {
  private readonly logger = new Logger(Admission.name);
  private readonly places: number;
  private readonly line: { readonly since: number; enter(): void }[] = [];
  private working = 0;
  private open = 0;
  private refused = 0;

  constructor({ http }: Config) {
    this.places = http.requestsAtOnce;
  }

  /** Lets a request in whose body is still to be read. Throws UnavailableError. */
  admit(): AdmittedRequest {
    if (this.open >= OPEN_PER_PLACE * this.places) throw this.refusal();
    this.requireTime();
    this.open++;
    let isOpen = true;
    let hasPlace = false;
    return {
      begin: async () => {
        // Many may have been let in while their bodies were on the way.
        this.requireTime();
        await this.takePlace();
        hasPlace = true;
        if (!isOpen) throw this.refusal(); // its client had no time to wait
      },
      end: () => {
        if (hasPlace) this.freePlace();
        hasPlace = false;
      },
      close: () => {
        if (isOpen) this.open--;
        isOpen = false;
      },
    };
  }

  /** Waits in the middle of a request for what costs this process nothing; its place is somebody else's meanwhile. */
  async withoutPlace<T>(wait: Promise<T>): Promise<T> {
    this.freePlace();
    try {
      return await wait;
    } finally {
      this.working++;
    }
  }

  private async takePlace(): Promise<void> {
    if (this.working >= this.places)
      return new Promise((resolve) => {
        this.line.push({ since: performance.now(), enter: resolve });
      });
    this.working++;
  }

  /** Whoever is next gets it, unless those who were without one took theirs again. */
  private freePlace(): void {
    const next = this.working <= this.places ? this.line.shift() : undefined;
    if (next === undefined) this.working--;
    else next.enter();
  }

  private requireTime(): void {
    const [first] = this.line;
    if (first !== undefined && performance.now() - first.since > LATE_MS) throw this.refusal();
  }

  private refusal(): UnavailableError {
    this.tell();
    const { least, most } = RETRY_SECONDS;
    const retryAfter = least + Math.floor(Math.random() * (most - least + 1));
    return new UnavailableError(
      `The server has as much to do as it can take; try again in ${retryAfter} seconds`,
      { retryAfter },
    );
  }

  /** One line when it begins, and one every ten seconds while it goes on. */
  private tell(): void {
    if (this.refused++ > 0) return;
    this.logger.warn(`${this.working} requests are in work and ${this.line.length} wait: refusing`);
    setTimeout(() => {
      const { refused } = this;
      this.refused = 0;
      this.logger.warn(`${refused} requests were refused within ${TELL_EVERY_MS / 1000} seconds`);
    }, TELL_EVERY_MS).unref();
  }
}

export interface AdmittedRequest {
  /** Its body is there: resolves when work on it may begin. Throws UnavailableError. */
  begin(): Promise<void>;
  /** Its answer is made; a stream is on its way. */
  end(): void;
  /** The client has its answer, or has gone: what is in work for it still is. */
  close(): void;
}
