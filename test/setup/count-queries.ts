import pg from 'pg';

/** What the server asks now and then, whoever calls. */
const HOUSEKEEPING =
  /^(revocations\.read|run-retention\.|expiry\.|runs\.(heartbeat|register-worker)$)/;

/** How many statements this process sends to Postgres while `act` runs. */
export async function countQueries(act: () => Promise<unknown>): Promise<number> {
  const original = pg.Client.prototype.query;
  let count = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...query: unknown[]) {
    const { name = '' } = Object(query[0]) as { name?: string };
    if (!HOUSEKEEPING.test(name)) count++;
    return Reflect.apply(original, this, query) as never;
  } as typeof original;
  try {
    await act();
  } finally {
    pg.Client.prototype.query = original;
  }
  return count;
}
