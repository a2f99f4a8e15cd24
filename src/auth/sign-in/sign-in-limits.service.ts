import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Config } from '../../config/config.js';
import { REDIS } from '../../queue/redis.module.js';
import { addressKey } from '../../throttle/address-key.js';
import { RateLimits } from '../../throttle/rate-limits.service.js';

/** An address somebody signed in from is theirs for this long. */
const KNOWN_SECONDS = 90 * 86_400;

/** One try at one account from one address, as the counters name it. */
interface Attempt {
  readonly account: string;
  readonly address: string;
  readonly both: string;
  /** The account was signed in to from this address before. */
  readonly known: boolean;
}

/**
 * Bounds guessing without a way to lock somebody out: an address an account was signed in from before is
 * counted by itself, and whatever others do to the account, every address keeps some attempts.
 */
@Injectable()
export class SignInLimits {
  private readonly prefix: string;

  constructor(
    private readonly limits: RateLimits,
    @Inject(REDIS) private readonly redis: Redis,
    config: Config,
  ) {
    this.prefix = `${config.redis.queuePrefix}:known-address`;
  }

  /**
   * Counts an attempt before the password is looked at, so that many at once gain nothing. Throws LimitError.
   * The name of an account that does not exist is counted like any other.
   */
  async begin(account: string, address: string): Promise<Attempt> {
    const attempt = await this.attempt(account, address);
    if (!attempt.known) await this.takeAsStranger(attempt);
    await this.limits.take('sign-in', attempt.both);
    return attempt;
  }

  /** The password was right: the attempt does not count, and the address is known from now on. */
  async succeeded({ account, address, both, known }: Attempt): Promise<void> {
    await Promise.all([
      this.limits.forget('sign-in', both),
      ...(known
        ? []
        : [
            this.limits.giveBack('sign-in-address', address),
            this.limits.giveBack('sign-in-strangers', account),
          ]),
      this.redis.set(`${this.prefix}:${both}`, '1', 'EX', KNOWN_SECONDS).catch(() => undefined),
    ]);
  }

  private async takeAsStranger({ account, address, both }: Attempt): Promise<void> {
    await this.limits.take('sign-in-address', address);
    const wait = await this.limits.secondsToWait('sign-in-strangers', account);
    if (wait !== null) await this.limits.take('sign-in-under-attack', both);
  }

  private async attempt(name: string, from: string): Promise<Attempt> {
    const account = createHash('sha256').update(name.toLowerCase()).digest('base64url');
    const address = addressKey(from);
    const both = `${account}:${address}`;
    const known = await this.redis.exists(`${this.prefix}:${both}`).catch(() => 0);
    return { account, address, both, known: known === 1 };
  }
}
