import { Injectable } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Config } from '../config/config.js';

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
      retryStrategy: (attempt) => Math.min(attempt * 50, 1000) * (0.5 + Math.random() / 2),
    });
    connection.on('error', () => undefined); // Bull reports it; this only keeps Node going
    this.open.push(connection);
    return connection;
  }

  /** To be called when the queues are closed. */
  disconnect(): void {
    for (const connection of this.open) connection.disconnect();
  }
}
