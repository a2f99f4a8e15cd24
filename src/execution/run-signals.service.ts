import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { disconnect } from '../queue/disconnect.js';
import { REDIS } from '../queue/redis.module.js';

/** A run is to be cancelled; it has told something; it has ended. */
type RunSignal = 'cancel' | 'told' | 'ended';
type Listener = (runId: string) => void;

/**
 * Quick word between processes, over Redis publish/subscribe: a run is to be cancelled, has told
 * something, has ended. Nothing depends on it arriving: the rows say the same, a little later.
 */
@Injectable()
export class RunSignals implements OnApplicationShutdown {
  private readonly logger = new Logger(RunSignals.name);
  private readonly listeners = new Map<string, Listener[]>();
  private readonly subscriber: Redis;
  private readonly prefix: string;

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    config: Config,
  ) {
    this.prefix = config.redis.queuePrefix;
    this.subscriber = redis.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null });
    this.subscriber.on('error', () => undefined); // the shared connection reports the outage
    this.subscriber.on('message', (channel: string, runId: string) => {
      for (const listener of this.listeners.get(channel) ?? []) listener(runId);
    });
  }

  /** Never fails and never waits long: a lost word costs time, not truth. */
  publish(event: RunSignal, runId: string): void {
    this.redis.publish(this.channel(event), runId).catch((error: Error) => {
      this.logger.debug(`Could not publish ${event}: ${error.message}`);
    });
  }

  /** Subscribes now or, while Redis is away, as soon as it is back. */
  listen(event: RunSignal, listener: Listener): void {
    const channel = this.channel(event);
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
    this.subscriber.subscribe(channel).catch(() => undefined); // only when the process is closing
  }

  onApplicationShutdown(): void {
    disconnect(this.subscriber);
  }

  private channel(event: string): string {
    return `${this.prefix}:run-${event}`;
  }
}
