import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Config } from '../../config/config.js';
import { REDIS } from '../../queue/redis.module.js';
import { hashOf } from '../../common/secret-token.js';

/**
 * Keeps values in Redis under secrets, each for some seconds and for one taker. Of the secrets only hashes
 * are kept.
 */
@Injectable()
export class OneTimeStore {
  private readonly prefix: string;

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    { redis: { queuePrefix } }: Config,
  ) {
    this.prefix = `${queuePrefix}:oauth`;
  }

  async put(kind: string, secret: string, value: object, seconds: number): Promise<void> {
    await this.redis.set(this.key(kind, secret), JSON.stringify(value), 'EX', seconds);
  }

  /** Of many that take the same value at once, one gets it. */
  async take<T extends object>(kind: string, secret: string): Promise<T | undefined> {
    const text = await this.redis.getdel(this.key(kind, secret));
    return text === null ? undefined : (JSON.parse(text) as T);
  }

  private key(kind: string, secret: string): string {
    return `${this.prefix}:${kind}:${hashOf(secret).toString('base64url')}`;
  }
}
