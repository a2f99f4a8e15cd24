import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { LimitError, type RateLimitPolicy } from '../common/errors.js';
import { Config } from '../config/config.js';
import { REDIS } from '../queue/redis.module.js';
import { POLICIES, type PolicyName } from './policies.js';

/**
 * Counts calls in Redis, so that all replicas count together. While Redis is away each process counts
 * for itself: people can still sign in, and nobody can guess without end.
 */
@Injectable()
export class RateLimits {
  private readonly limiters: ReadonlyMap<PolicyName, RateLimiterRedis>;
  private readonly policies: ReadonlyMap<PolicyName, RateLimitPolicy>;

  constructor(@Inject(REDIS) redis: Redis, { redis: { queuePrefix }, runs }: Config) {
    const policies = POLICIES.map((policy) =>
      policy.name === 'runs' ? { ...policy, calls: runs.perAppAndMinute } : policy,
    );
    this.policies = new Map(policies.map((policy) => [policy.name, policy]));
    this.limiters = new Map(
      policies.map(({ name, calls: points, seconds: duration }) => {
        const limit = { keyPrefix: `${queuePrefix}:limit:${name}`, points, duration };
        const alone = new RateLimiterMemory(limit);
        const limiter = new RateLimiterRedis({
          ...limit,
          storeClient: redis,
          insuranceLimiter: alone,
          rejectIfRedisNotReady: true,
          // Who is over the limit costs no more round trips.
          inMemoryBlockOnConsumed: points + 1,
        });
        return [name, limiter];
      }),
    );
  }

  /** Counts one call. Throws LimitError when there were too many. */
  async take(name: PolicyName, key: string): Promise<void> {
    const seconds = await this.secondsToWait(name, key);
    if (seconds === null) return;
    const message = `Too many calls; try again in ${seconds} seconds`;
    throw new LimitError(message, this.policies.get(name)!, seconds);
  }

  /** Counts one call. Seconds until there may be another one; null when this one may go on. */
  async secondsToWait(name: PolicyName, key: string): Promise<number | null> {
    try {
      await this.limiters.get(name)!.consume(key);
      return null;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  /** Takes one call back: it was none of those that are limited. */
  async giveBack(name: PolicyName, key: string): Promise<void> {
    await this.limiters.get(name)!.reward(key);
  }

  /** Forgets all calls. */
  async forget(name: PolicyName, key: string): Promise<void> {
    await this.limiters.get(name)!.delete(key);
  }
}
