import { atMost } from '../common/at-most.js';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Sql } from '../database/sql.js';

const SWEEP_MS = 600_000;
const BATCH = 1000;

/** What is over and of no more use, by table. Ended sessions stay for a month, to be looked at. */
const OVER: Readonly<Record<string, string>> = {
  revocations: `at < now() - interval '1 day'`,
  sessions: `expires_at < now() - interval '30 days' OR ended_at < now() - interval '30 days'`,
  openid_records: `expires_at < now()`,
  personal_access_tokens: `expires_at < now() - interval '30 days'`,
  app_api_keys: `expires_at < now() - interval '30 days'`,
  idempotency_keys: `created_at < now() - interval '1 day'`,
  interactions: `expires_at < now() - interval '1 day'`,
  audit_events: `at < now() - interval '400 days'`,
  // Temporary files, and uploads that broke off with their process.
  file_contents: `id IN (SELECT content_id FROM temporary_files WHERE expires_at < now()
    UNION ALL SELECT id FROM file_contents WHERE NOT is_named AND created_at < now() - interval '1 day')`,
};

/** Removes what has expired, in small batches, so that nothing grows without end. */
@Injectable()
export class Expiry implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Expiry.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly sql: Sql) {}

  onApplicationBootstrap(): void {
    // Not all processes of an installation at once.
    this.schedule(SWEEP_MS * Math.random());
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await atMost(500, this.sweeping);
  }

  /** Answers how many rows were removed. */
  async sweep(): Promise<number> {
    let removed = 0;
    for (const [table, condition] of Object.entries(OVER))
      for (let batch = BATCH; batch === BATCH && !this.closed; removed += batch)
        batch = (await this.sql.rows(removal(table, condition))).length;
    return removed;
  }

  private schedule(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((error: Error) =>
          this.logger.warn(`Could not remove what expired: ${error.message}`),
        )
        .then(() => {
          if (!this.closed) this.schedule(SWEEP_MS);
        });
    }, delayMs);
  }
}

function removal(table: string, condition: string): { name: string; text: string } {
  const batch = `SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
  return {
    name: `expiry.${table}`,
    text: `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(${batch})) RETURNING 1`,
  };
}
