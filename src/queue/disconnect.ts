import type { Redis } from 'ioredis';

/** Disconnects for good. ioredis leaves the timer of `socketTimeout` behind, which would keep the process alive. */
export function disconnect(connection: Redis): void {
  connection.disconnect();
  clearTimeout(Reflect.get(connection, 'socketTimeoutTimer') as NodeJS.Timeout | undefined);
}
