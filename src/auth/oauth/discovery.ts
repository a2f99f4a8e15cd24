import type { Configuration } from 'openid-client';
import { logAway, reasonOf, unavailable } from './provider-failure.js';

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
    private readonly provider: { readonly id: string; readonly name: string },
    private readonly look: () => Promise<Configuration>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Throws UnavailableError. */
  async get(): Promise<Configuration> {
    const now = this.now();
    const isFresh = now - this.foundAt < FRESH_MS || now < this.retryAt;
    if (this.found !== undefined && isFresh) return this.found;
    if (now < this.retryAt) throw this.notYet();
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
      logAway(this.provider.id, reasonOf(error));
      if (this.found !== undefined) return this.found;
      throw this.notYet();
    }
  }

  private notYet(): Error {
    return unavailable(this.provider.name, Math.ceil((this.retryAt - this.now()) / 1000));
  }
}
