import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { disconnect } from './disconnect.js';
import { QueueConnections } from './queue-connections.js';

/** Injection token of the connection this process shares for everything but the queue itself. */
export const REDIS = Symbol('REDIS');

/** Fails at once while Redis is away instead of piling up what nobody waits for any more. */
function connect({ redis }: Config): Redis {
  const logger = new Logger('Redis');
  const connection = new Redis(redis.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectionName: 'flow-like:shared',
    // The probes ask often enough for a silent connection to be noticed.
    socketTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1000) * (0.5 + Math.random() / 2),
  });
  let away = false;
  connection.on('error', (error) => {
    if (!away) logger.warn(`Redis does not answer: ${error.message}`);
    away = true;
  });
  connection.on('ready', () => {
    if (away) logger.log('Redis answers again');
    away = false;
  });
  return connection;
}

@Global()
@Module({
  providers: [QueueConnections, { provide: REDIS, useFactory: connect, inject: [Config] }],
  exports: [QueueConnections, REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis) {}

  onApplicationShutdown(): void {
    disconnect(this.redis);
  }
}
