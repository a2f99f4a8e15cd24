import { createHash } from 'node:crypto';
import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ConflictError, UnprocessableError } from '../common/errors.js';
import { type Statement, Sql } from '../database/sql.js';

/** A request in work is another process's to take over when its own has been silent for so long. */
const LEASE_SECONDS = 4;
const RENEW_MS = 1000;
/** What is in work for longer is not renewed any more: somebody forgot it. */
const LONGEST_MS = 120_000;
const RETRY_SECONDS = 1;
/** Larger answers are read again instead of kept: those of runs, which are kept anyway. */
const MOST_CHARACTERS = 262_144;

/** Who asks for what under which key: one and the same request, however often it comes. */
export interface KeyedRequest {
  /** The caller and the route. */
  readonly scope: string;
  readonly key: string;
  readonly body: string;
}

/** A request that is to be carried out now, by nobody else. */
export interface KeyedWork {
  readonly scope: string;
  readonly key: string;
  /** Reserved for the run that the request starts, the same at every attempt. */
  readonly runId: string;
  /** Whether an earlier attempt was cut off, and may have done everything already. */
  readonly isRepeat: boolean;
}

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for one that is read from the run: a stream, or a large one. */
  readonly body: string | null;
}

interface Row {
  readonly request_hash: Buffer;
  readonly run_id: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly body: string | null;
}

const statement = (name: string, text: string): Statement => ({
  name: `idempotency.${name}`,
  text,
});
const OVER = `known.created_at < now() - interval '1 day'`;

/** Nothing comes back when the key is taken: by a request in work, one that was answered, or another one. */
const TAKE = statement(
  'take',
  `INSERT INTO idempotency_keys AS known (scope, key, request_hash, run_id, leased_until)
    VALUES ($1, $2, $3, $4, now() + interval '${LEASE_SECONDS} seconds')
    ON CONFLICT (scope, key) DO UPDATE SET
      request_hash = excluded.request_hash, leased_until = excluded.leased_until,
      run_id = CASE WHEN ${OVER} THEN excluded.run_id ELSE known.run_id END,
      created_at = CASE WHEN ${OVER} THEN now() ELSE known.created_at END,
      status = NULL, headers = NULL, body = NULL
    WHERE ${OVER} OR (known.status IS NULL AND known.leased_until < now()
      AND known.request_hash = excluded.request_hash)
    RETURNING run_id`,
);
const FIND = statement(
  'find',
  'SELECT request_hash, run_id, status, headers, body FROM idempotency_keys WHERE scope = $1 AND key = $2',
);
const COMPLETE = statement(
  'complete',
  `UPDATE idempotency_keys SET status = $4, headers = $5, body = $6
    WHERE scope = $1 AND key = $2 AND run_id = $3 AND status IS NULL`,
);
const RELEASE = statement(
  'release',
  'DELETE FROM idempotency_keys WHERE scope = $1 AND key = $2 AND run_id = $3 AND status IS NULL',
);

/** $1 and $2 = scopes and keys, $3 = their runs. */
const RENEW = statement(
  'renew',
  `UPDATE idempotency_keys AS known SET leased_until = now() + interval '${LEASE_SECONDS} seconds'
    FROM unnest($1::text[], $2::text[], $3::uuid[]) AS mine(scope, key, run_id)
    WHERE known.scope = mine.scope AND known.key = mine.key AND known.run_id = mine.run_id
      AND status IS NULL`,
);

interface Lease {
  readonly work: KeyedWork;
  /** performance.now when it was taken, and when it was held for certain last. */
  readonly taken: number;
  held: number;
}

/** Makes requests with an Idempotency-Key happen once, over all processes, for a day. */
@Injectable()
export class IdempotencyKeys implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly leases = new Map<string, Lease>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly sql: Sql) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.renew(), RENEW_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * Work to be done, or the answer that was given before. Throws ConflictError while the first request is
   * still in work, and UnprocessableError when the key stands for another request.
   */
  async take({
    scope,
    key,
    body,
  }: KeyedRequest): Promise<
    { readonly work: KeyedWork } | { readonly runId: string; readonly answer: KeptAnswer }
  > {
    const hash = createHash('sha256').update(body).digest();
    const fresh = uuidv7();
    const asked = performance.now();
    const [taken] = await this.sql.rows<{ run_id: string }>(TAKE, [scope, key, hash, fresh]);
    if (taken !== undefined) {
      const work = { scope, key, runId: taken.run_id, isRepeat: taken.run_id !== fresh };
      this.leases.set(work.runId, { work, taken: asked, held: asked });
      return { work };
    }
    const [row] = await this.sql.rows<Row>(FIND, [scope, key]);
    if (row !== undefined && !row.request_hash.equals(hash))
      throw new UnprocessableError('The Idempotency-Key was used for another request', [
        { path: 'Idempotency-Key', message: 'must be a new one for a new request' },
      ]);
    if (row === undefined || row.status === null)
      throw new ConflictError('The first request with this Idempotency-Key is still in work', {
        retryAfter: RETRY_SECONDS,
      });
    const { status, headers, body: kept, run_id: runId } = row;
    return { runId, answer: { status, headers: headers ?? {}, body: kept } };
  }

  async complete({ scope, key, runId }: KeyedWork, answer: KeptAnswer): Promise<void> {
    this.leases.delete(runId);
    const { status, headers, body } = answer;
    const kept = body === null || body.length > MOST_CHARACTERS ? null : body;
    await this.sql.rows(COMPLETE, [scope, key, runId, status, JSON.stringify(headers), kept]);
  }

  /** Nothing was done: the same request may be tried again. */
  async release({ scope, key, runId }: KeyedWork): Promise<void> {
    const lease = this.leases.get(runId);
    this.leases.delete(runId);
    // Whoever stood still for longer than the lease may not take the key away from the one who took it over.
    if (lease === undefined || performance.now() - lease.held > LEASE_SECONDS * 1000) return;
    await this.sql.rows(RELEASE, [scope, key, runId]);
  }

  /** Of requests that take longer than most. While the database is away nobody else can take them over. */
  private async renew(): Promise<void> {
    const now = performance.now();
    for (const [runId, { taken }] of this.leases)
      if (now - taken > LONGEST_MS) this.leases.delete(runId);
    const old = [...this.leases.values()].filter(({ held }) => now - held >= RENEW_MS);
    if (old.length === 0) return;
    const lists = [
      old.map(({ work }) => work.scope),
      old.map(({ work }) => work.key),
      old.map(({ work }) => work.runId),
    ];
    await this.sql.rows(RENEW, lists).then(
      () => old.forEach((lease) => (lease.held = now)),
      () => undefined,
    );
  }
}
