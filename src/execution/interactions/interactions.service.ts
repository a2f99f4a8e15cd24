import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import {
  ForbiddenError,
  GoneError,
  NotFoundError,
  UnauthenticatedError,
} from '../../common/errors.js';
import { hashOf, randomSecret } from '../../common/secret-token.js';
import { Sql } from '../../database/sql.js';
import { parseValue, printValue, type Reply, type Value } from '../../engine/index.js';
import { Follower } from '../follower.js';
import { RunSignals } from '../run-signals.service.js';
import * as statements from './interaction-statements.js';

/** Longest time that anybody is waited for. */
const MOST_SECONDS = 3600;
/** A lost word of RunSignals costs this much. */
const LOOK_EVERY_MS = 2000;
/** `int_<id>.<secret>` */
const TOKEN = /^int_([a-z0-9]{24})\.([\w-]{20,100})$/;

export interface OpenedInteraction {
  readonly id: string;
  /** Who holds it may answer this question, and nothing else. */
  readonly token: string;
  readonly ttlSeconds: number;
  readonly expiresAt: Date;
}

/** Questions that runs and clients ask people, and their answers. Any process may take an answer in. */
@Injectable()
export class InteractionsService implements OnApplicationBootstrap {
  private readonly waiting = new Map<string, Follower>();

  constructor(
    private readonly sql: Sql,
    private readonly signals: RunSignals,
  ) {}

  onApplicationBootstrap(): void {
    this.signals.listen('answered', (id) => this.waiting.get(id)?.wake());
  }

  /** Asks. Of more than ten open questions of one asker the oldest is cancelled. */
  async open(asked: {
    readonly appId: string;
    readonly runId: string | null;
    readonly askedBy: string;
    readonly ttlSeconds: number;
  }): Promise<OpenedInteraction> {
    const [id, secret] = [createId(), randomSecret()];
    const ttlSeconds = Math.min(asked.ttlSeconds, MOST_SECONDS);
    const [row] = await this.sql.rows<{ expires_at: Date; evicted: string[] }>(statements.OPEN, [
      id,
      asked.appId,
      asked.runId,
      asked.askedBy,
      hashOf(secret),
      ttlSeconds,
    ]);
    for (const evicted of row!.evicted) this.signals.publish('answered', evicted);
    return { id, token: `int_${id}.${secret}`, ttlSeconds, expiresAt: row!.expires_at };
  }

  /**
   * Waits for the answer. Rejects with the signal's reason when that aborts, and cancels the question then.
   */
  async answer(id: string, signal: AbortSignal): Promise<Reply> {
    const follower = new Follower(signal);
    this.waiting.set(id, follower);
    try {
      for (;;) {
        follower.isUpToDate = true;
        const [row] = await this.sql.rows<statements.InteractionRow>(statements.FIND, [id]);
        if (signal.aborted) throw signal.reason;
        if (row === undefined || row.status === 'cancelled') return { responded: false };
        if (row.status === 'responded')
          return { responded: true, value: parseValue(row.value ?? 'null') };
        if (row.left_ms <= 0) return { responded: false };
        await follower.untilNews(Math.min(row.left_ms, LOOK_EVERY_MS));
      }
    } finally {
      this.waiting.delete(id);
      if (signal.aborted) await this.sql.rows(statements.CANCEL, [id]).catch(() => undefined); // it expires anyway
    }
  }

  /**
   * Takes an answer in. False when there was one already. Throws UnauthenticatedError for a token that is
   * none, ForbiddenError for one of another question, NotFoundError, and GoneError for one that is over.
   */
  async respond(id: string, token: string, value: Value): Promise<boolean> {
    const [, ownId, secret] = TOKEN.exec(token) ?? [];
    if (ownId === undefined)
      throw new UnauthenticatedError('This needs the responder_jwt of the question');
    if (ownId !== id) throw new ForbiddenError('These credentials are of another question');
    const [row] = await this.sql.rows<{ status: string | null; was: string; left_ms: number }>(
      statements.RESPOND,
      [id, hashOf(secret!), printValue(value)],
    );
    if (row === undefined) throw new NotFoundError('There is no such question');
    if (row.status === 'responded') {
      this.signals.publish('answered', id);
      return true;
    }
    if (row.was === 'responded') return false;
    throw new GoneError('The question is over: nobody waits for the answer any more');
  }
}
