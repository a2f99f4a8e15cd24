import { Injectable } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { disconnect } from './disconnect.js';

const SILENCE_MS = 15_000;
const PING_MS = 5_000;

/** The connections of Bull's queues. Bull does not close those it did not make itself, so we do. */
@Injectable()
export class QueueConnections {
  private readonly open: Redis[] = [];

  constructor(private readonly config: Config) {}

  /** A connection as Bull wants it: it waits for Redis for as long as it takes. */
  create(purpose: 'client' | 'subscriber' | 'bclient'): Redis {
    const connection = new Redis(this.config.redis.url, {
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      connectionName: `flow-like:queue:${purpose}`,
      // A connection that a failover or a router forgot would otherwise look alive for ever. The
      // blocking one gets an answer every 5 s, the others are asked for one.
      socketTimeout: SILENCE_MS,
      retryStrategy: (attempt) => Math.min(attempt * 50, 1000) * (0.5 + Math.random() / 2),
    });
    connection.on('error', () => undefined); // Bull reports it; this only keeps Node going
    this.open.push(connection);
    if (purpose !== 'bclient') this.watch(connection);
    return connection;
  }

  private watch(connection: Redis): void {
    const timer = setInterval(() => {
      if (connection.status === 'ready') connection.ping().catch(() => undefined);
    }, PING_MS);
    timer.unref();
    connection.once('end', () => clearInterval(timer));
  }

  /** To be called when the queues are closed. */
  disconnect(): void {
    for (const connection of this.open) disconnect(connection);
  }
}
