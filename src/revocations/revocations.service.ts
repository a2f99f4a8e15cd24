import { atMost } from '../common/at-most.js';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { UnavailableError } from '../common/errors.js';
import { Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { disconnect } from '../queue/disconnect.js';
import { REDIS } from '../queue/redis.module.js';

/** What is revoked here is known everywhere after this time at the latest, and mostly at once. */
const READ_MS = 2000;
/** Rows become visible when their transaction commits, which may be later than their time says. */
const OVERLAP_SECONDS = 30;
/** Without word from Postgres for this long nobody can know whether a token still counts. */
const BLIND_MS = 30_000;

const READ = {
  name: 'revocations.read',
  text: `SELECT subject FROM revocations WHERE at > now() - $1 * interval '1 second'`,
};

/**
 * Ids of sessions, personal access tokens and API keys that were taken back before they expired. Checking
 * one costs no query: every process keeps those that an unexpired access token could belong to.
 * Redis brings the word at once; reading the table every two seconds makes sure of it.
 */
@Injectable()
export class Revocations implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Revocations.name);
  private readonly revoked: LRUCache<string, true>;
  private readonly keepSeconds: number;
  private readonly subscriber: Redis;
  private readonly channel: string;
  private timer: NodeJS.Timeout | undefined;
  private lastRead = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly sql: Sql,
    @Inject(REDIS) private readonly redis: Redis,
    config: Config,
  ) {
    this.keepSeconds = config.auth.accessTokenSeconds + 2 * OVERLAP_SECONDS;
    this.revoked = new LRUCache({ max: 1_000_000, ttl: this.keepSeconds * 1000 });
    this.channel = `${config.redis.queuePrefix}:revoked`;
    this.subscriber = redis.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null });
    this.subscriber.on('error', () => undefined); // the shared connection reports the outage
    this.subscriber.on('message', (_channel: string, subjects: string) =>
      this.remember(JSON.parse(subjects) as string[]),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    this.subscriber.subscribe(this.channel).catch(() => undefined); // only when the process is closing
    await this.read().catch((error: Error) => {
      this.logger.warn(`Nobody can be recognized until the database answers: ${error.message}`);
    });
    this.schedule();
  }

  /** Throws UnavailableError when that can't be known any more. */
  has(subject: string): boolean {
    if (performance.now() - this.lastRead > BLIND_MS)
      throw new UnavailableError('Credentials cannot be checked while the database is away', {
        retryAfter: 2,
      });
    return this.revoked.has(subject);
  }

  /** Tells every process, this one first. The rows must be written already. */
  announce(subjects: readonly string[]): void {
    if (subjects.length === 0) return;
    this.remember(subjects);
    this.redis.publish(this.channel, JSON.stringify(subjects)).catch((error: Error) => {
      this.logger.debug(`Could not announce: ${error.message}`);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    disconnect(this.subscriber);
    await atMost(500, this.reading);
  }

  private remember(subjects: readonly string[]): void {
    for (const subject of subjects) this.revoked.set(subject, true);
  }

  private schedule(): void {
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.reading = this.read().then(
        () => this.schedule(),
        () => this.schedule(), // has() tells when this goes on for too long
      );
    }, READ_MS);
  }

  /** What came in since the last time that worked; all that matters at first. */
  private async read(): Promise<void> {
    const began = performance.now();
    const seconds = Math.min(this.keepSeconds, (began - this.lastRead) / 1000 + OVERLAP_SECONDS);
    const rows = await this.sql.rows<{ subject: string }>(READ, [seconds]);
    this.remember(rows.map(({ subject }) => subject));
    this.lastRead = began;
  }
}
