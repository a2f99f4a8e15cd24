import { Injectable, Logger } from '@nestjs/common';
import { UnavailableError } from '../common/errors.js';
import { Config } from '../config/config.js';

/**
 * Besides those in work so many times more may be open: they wait for a run, for events, or for a client that sends
 * or reads slowly. That costs memory and little else.
 */
const OPEN_PER_PLACE = 10;
/** Seconds until a refused client comes again: not all of them at the same moment. */
const RETRY_SECONDS = { least: 1, most: 3 };
const TELL_EVERY_MS = 10_000;

/**
 * How much an api process takes on at once (docs/decisions/0024-refuse-before-work.md). What is beyond is refused
 * while that is still cheap: work on it would come too late for its client, and slow down everybody else's.
 */
@Injectable()
export class Admission {
  private readonly logger = new Logger(Admission.name);
  private readonly places: number;
  private working = 0;
  private open = 0;
  private refused = 0;

  constructor({ http }: Config) {
    this.places = http.requestsAtOnce;
  }

  /** Lets a request in whose body is still to be read. Throws UnavailableError. */
  admit(): AdmittedRequest {
    if (this.working >= this.places || this.open >= OPEN_PER_PLACE * this.places) this.refuse();
    this.open++;
    let hasPlace = false;
    let isOpen = true;
    return {
      begin: () => {
        // Many may have been let in while their bodies were on the way.
        if (this.working >= this.places) this.refuse();
        this.working++;
        hasPlace = true;
      },
      end: () => {
        if (hasPlace) this.working--;
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
    this.working--;
    try {
      return await wait;
    } finally {
      this.working++;
    }
  }

  private refuse(): never {
    this.tell();
    const { least, most } = RETRY_SECONDS;
    const retryAfter = least + Math.floor(Math.random() * (most - least + 1));
    throw new UnavailableError(
      `The server has as much to do as it can take; try again in ${retryAfter} seconds`,
      { retryAfter },
    );
  }

  /** One line when it begins, and one every ten seconds while it goes on. */
  private tell(): void {
    if (this.refused++ > 0) return;
    this.logger.warn(`${this.working} requests are in work: refusing further ones`);
    setTimeout(() => {
      const { refused } = this;
      this.refused = 0;
      this.logger.warn(`${refused} requests were refused within ${TELL_EVERY_MS / 1000} seconds`);
    }, TELL_EVERY_MS).unref();
  }
}

export interface AdmittedRequest {
  /** Its body is there and work on it begins. Throws UnavailableError. */
  begin(): void;
  /** Its answer is made; a stream is on its way. */
  end(): void;
  /** The client has its answer, or has gone: what is in work for it still is. */
  close(): void;
}
