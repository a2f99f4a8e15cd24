import type { Configuration } from 'openid-client';
import type { AppError } from '../../common/errors.js';

const FRESH_MS = 3_600_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * What is known of an issuer: asked for when first needed, kept for an hour, and after that for as long as
 * there is nothing newer. Failures are not repeated before a pause that doubles each time.
 */
export class Discovery {
  private found: Configuration | undefined;
  private foundAt = 0;
  private failures = 0;
  private retryAt = 0;
  private looking: Promise<Configuration> | undefined;

  constructor(
    private readonly look: () => Promise<Configuration>,
    private readonly unavailable: (reason: string, retryAfterSeconds: number) => AppError,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async get(): Promise<Configuration> {
    const now = this.now();
    const isFresh = now - this.foundAt < FRESH_MS || now < this.retryAt;
    if (this.found !== undefined && isFresh) return this.found;
    if (now < this.retryAt) throw this.unavailable('waiting to ask again', this.pauseLeft());
    return (this.looking ??= this.tryToLook().finally(() => (this.looking = undefined)));
  }

  private async tryToLook(): Promise<Configuration> {
    try {
      this.found = await this.look();
      this.foundAt = this.now();
      this.failures = 0;
      return this.found;
    } catch (error) {
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.failures++, LONGEST_PAUSE_MS);
      this.retryAt = this.now() + pause;
      if (this.found !== undefined) return this.found;
      throw this.unavailable((error as Error).message, this.pauseLeft());
    }
  }

  private pauseLeft(): number {
    return Math.ceil((this.retryAt - this.now()) / 1000);
  }
}
