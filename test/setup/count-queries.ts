import pg from 'pg';

/** How many statements this process sends to Postgres while `act` runs. */
export async function countQueries(act: () => Promise<unknown>): Promise<number> {
  const original = pg.Client.prototype.query;
  let count = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...query: unknown[]) {
    count++;
    return Reflect.apply(original, this, query) as never;
  } as typeof original;
  try {
    await act();
  } finally {
    pg.Client.prototype.query = original;
  }
  return count;
}
