import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { atMost } from '../../common/at-most.js';
import { Sql } from '../../database/sql.js';
import { printValue, type Value } from '../../engine/index.js';
import { isFinal, type Run, type RunRowStatus } from '../../execution/run.js';
import { Metrics } from '../../metrics/metrics.js';
import { RunsService } from '../../execution/runs.service.js';
import { OutwardHttp } from '../../outward/outward-http.js';
import { JobDto } from '../dto/job.dto.js';
import { backOffMs, MAX_ATTEMPTS } from './back-off.js';
import { CallbackSecrets } from './callback-secrets.service.js';
import { COUNT_DUE, DROP, SETTLE, TAKE } from './callback-statements.js';

const LOOK_EVERY_MS = 500;
const FIGURES_KEPT_MS = 5000;
const AT_ONCE = 16;
const TIMEOUT_MS = 10_000;
/** Longer than any delivery takes. */
const TAKEN_SECONDS = 60;
const MAX_ERROR = 500;
/** The receiver wants no more of them (Standard Webhooks). */
const GONE = 410;

interface TakenCallback {
  readonly id: string;
  readonly run_id: string;
  readonly run_status: RunRowStatus;
  readonly attempts: number;
  readonly url: string;
}

/** Tells the ends of runs to those who asked for it, at least once each, for about a day. */
@Injectable()
export class CallbackDelivery implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CallbackDelivery.name);
  private readonly closing = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private delivering: Promise<void> = Promise.resolve();
  private outage = false;

  constructor(
    private readonly sql: Sql,
    private readonly runs: RunsService,
    private readonly secrets: CallbackSecrets,
    private readonly http: OutwardHttp,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.atScrape('callbacks', () => this.countDue(), FIGURES_KEPT_MS);
    this.schedule(LOOK_EVERY_MS);
  }

  private async countDue(): Promise<void> {
    const [row] = await this.sql.rows<{ due: number }>(COUNT_DUE);
    this.metrics.callbacksDue.set(row!.due);
  }

  /** What is under way is broken off; it comes again. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort(new Error('The server is closing'));
    clearTimeout(this.timer);
    // What is not recorded as delivered is delivered again.
    await atMost(500, this.delivering);
  }

  private schedule(delayMs: number): void {
    if (this.closing.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.delivering = this.deliverSome().then((again) =>
        this.schedule(again ? 0 : LOOK_EVERY_MS),
      );
    }, delayMs);
  }

  /** Answers whether there may be more at once. */
  private async deliverSome(): Promise<boolean> {
    try {
      const taken = await this.sql.rows<TakenCallback>(TAKE, [AT_ONCE, TAKEN_SECONDS]);
      await Promise.all(taken.map((callback) => this.deliver(callback)));
      this.outage = false;
      return taken.length === AT_ONCE;
    } catch (error) {
      if (!this.outage) this.logger.warn(`Can't deliver callbacks: ${(error as Error).message}`);
      this.outage = true;
      return false;
    }
  }

  private async deliver(callback: TakenCallback): Promise<void> {
    const run = await this.runs.findRun(callback.run_id);
    if (run === undefined || !isFinal(run.status) || run.status !== callback.run_status) {
      await this.sql.rows(DROP, [callback.id]);
      return;
    }
    const { error, isFinalAnswer } = await this.send(callback, run);
    const { id, attempts } = callback;
    const status =
      error === null
        ? 'delivered'
        : isFinalAnswer || attempts >= MAX_ATTEMPTS
          ? 'failed'
          : 'waiting';
    this.metrics.callbackAttempts.inc({ outcome: status });
    const waitMs = status === 'waiting' ? backOffMs(attempts) : 0;
    await this.sql.rows(SETTLE, [id, attempts, status, error?.slice(0, MAX_ERROR) ?? null, waitMs]);
  }

  private async send(
    { id, url }: TakenCallback,
    run: Run,
  ): Promise<{ error: string | null; isFinalAnswer: boolean }> {
    try {
      // How far the callback is would differ from one attempt to the next: repeats are the same, byte by byte.
      const { callback: _, ...data } = JobDto.from(run);
      const body = printValue({
        type: `job.${run.status}`,
        timestamp: run.completedAt!.toISOString(),
        data: data as unknown as Value,
      });
      const headers = [
        ['content-type', 'application/json'],
        ...(await this.signed(id, run.appId, body)),
      ] as const;
      const request = { method: 'POST', url, headers, body };
      const limits = { timeoutMs: TIMEOUT_MS, redirects: 0 };
      const { status, body: answer } = await this.http.send(request, this.closing.signal, limits);
      await answer[Symbol.asyncIterator]().return?.();
      const isTaken = status >= 200 && status < 300;
      return { error: isTaken ? null : `It answered ${status}`, isFinalAnswer: status === GONE };
    } catch (error) {
      return { error: (error as Error).message, isFinalAnswer: false };
    }
  }

  private async signed(
    id: string,
    appId: string,
    body: string,
  ): Promise<(readonly [string, string])[]> {
    const { secret, previous } = await this.secrets.getSecret(appId);
    const now = new Date();
    const secrets = previous === null ? [secret] : [secret, previous];
    const signatures = secrets.map((key) => new Webhook(key).sign(id, now, body));
    return [
      ['webhook-id', id],
      ['webhook-timestamp', `${Math.floor(now.getTime() / 1000)}`],
      ['webhook-signature', signatures.join(' ')],
    ];
  }
}
