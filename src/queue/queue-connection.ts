import { Redis } from 'ioredis';

/**
 * A connection as Bull wants it: it waits for Redis for as long as it takes. Errors are Bull's to
 * report; the listener only keeps Node from ending the process.
 */
export function createQueueConnection(
  url: string,
  type: 'client' | 'subscriber' | 'bclient',
): Redis {
  const connection = new Redis(url, {
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
    connectionName: `flow-like:queue:${type}`,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1000) * (0.5 + Math.random() / 2),
  });
  connection.on('error', () => undefined);
  return connection;
}
