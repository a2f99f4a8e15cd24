import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ConflictError, UnprocessableError } from '../common/errors.js';
import { type Statement, Sql } from '../database/sql.js';

/** How long a request may be in work before another process may take it over: its own is dead by then. */
const LEASE_SECONDS = 120;
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

/** Makes requests with an Idempotency-Key happen once, over all processes, for a day. */
@Injectable()
export class IdempotencyKeys {
  constructor(private readonly sql: Sql) {}

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
    const [taken] = await this.sql.rows<{ run_id: string }>(TAKE, [scope, key, hash, fresh]);
    if (taken !== undefined)
      return { work: { scope, key, runId: taken.run_id, isRepeat: taken.run_id !== fresh } };
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
    const { status, headers, body } = answer;
    const kept = body === null || body.length > MOST_CHARACTERS ? null : body;
    await this.sql.rows(COMPLETE, [scope, key, runId, status, JSON.stringify(headers), kept]);
  }

  /** Nothing was done: the same request may be tried again. */
  async release({ scope, key, runId }: KeyedWork): Promise<void> {
    await this.sql.rows(RELEASE, [scope, key, runId]);
  }
}
