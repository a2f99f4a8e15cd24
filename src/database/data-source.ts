import type { DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/index.js';

const CONNECT_TIMEOUT_MS = 5_000;
/** No statement of a request or a run takes anywhere near this; one that does must not hold its connection. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** Less: who waited for others in vain is told to try again, which one whose own work takes too long is not. */
const LOCK_TIMEOUT_MS = 10_000;

/** How this program reaches Postgres. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    migrations,
    applicationName: 'flow-like',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    installExtensions: false,
    extra: {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS + 1000,
      keepAlive: true,
    },
  };
}
