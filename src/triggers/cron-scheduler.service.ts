import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { query } from '../boards/drafts.service.js';
import { AppError, LimitError } from '../common/errors.js';
import { isOutage } from '../common/outage.js';
import { Sql } from '../database/sql.js';
import { GivenValues } from '../execution/given-values.service.js';
import { RunQueue } from '../execution/queue/run-queue.js';
import type { NewRun, QueuedRun } from '../execution/run.js';
import { RunsService } from '../execution/runs.service.js';
import { Metrics } from '../metrics/metrics.js';
import { RunTargets } from '../execution/run-targets.service.js';
import { type DueTick, dueTick } from './schedule.js';
import type { Schedule } from './trigger.js';
import { LIST_DUE, TAKE, TICKED } from './trigger-statements.js';
import { tickRunId } from './tick-run-id.js';

const PAGE = 100;

interface DueRow {
  readonly app_id: string;
  readonly event_id: string;
  readonly cron_expression: string;
  readonly cron_timezone: string;
  readonly next_at: Date;
}

/**
 * Starts what schedules say. A tick is taken in one transaction that queues its run and sets the next tick, so
 * that any number of schedulers may be at it: docs/decisions/0016-triggers.md.
 */
@Injectable()
export class CronScheduler {
  private readonly logger = new Logger(CronScheduler.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly sql: Sql,
    private readonly targets: RunTargets,
    private readonly given: GivenValues,
    private readonly runs: RunsService,
    private readonly queue: RunQueue,
    private readonly metrics: Metrics,
  ) {}

  /** One tick of each schedule that is due. Answers how many this scheduler took; others may take some, too. */
  async takeDue(now: Date): Promise<number> {
    const due = await this.sql.rows<DueRow>(LIST_DUE, [now, PAGE]);
    let taken = 0;
    for (const row of due) if (await this.tryToTake(row, now)) taken++;
    return taken;
  }

  /** What is wrong with one schedule keeps no other from being started. */
  private async tryToTake(row: DueRow, now: Date): Promise<boolean> {
    try {
      return await this.take(row, now);
    } catch (error) {
      if (isOutage(error)) throw error;
      this.logger.error(`Can't start the event ${row.event_id} of ${row.app_id}`, error);
      return false;
    }
  }

  private async take(row: DueRow, now: Date): Promise<boolean> {
    const schedule = { expression: row.cron_expression, timezone: row.cron_timezone };
    const tick = dueTick(schedule, row.next_at, now);
    // Before the transaction: this reads on connections of its own.
    const run = tick.run && (await this.prepare(row, schedule, tick.run, tick.skipped));
    const queued = await this.dataSource.transaction((manager) =>
      this.write(manager, row, tick, run),
    );
    if (typeof queued === 'object') {
      this.metrics.triggerStarts.inc({ door: 'cron' });
      this.queue.add(queued);
    }
    return queued !== 'not ours';
  }

  /** A text says why nothing can be run: that is for whoever keeps the event. */
  private async prepare(
    { app_id: appId, event_id: eventId }: DueRow,
    { expression, timezone }: Schedule,
    tick: Date,
    skipped: number,
  ): Promise<NewRun | string> {
    try {
      const target = await this.targets.find({ appId, eventId });
      return {
        id: tickRunId(appId, eventId, tick),
        board: target.board,
        startNode: target.startNode,
        event: target.event,
        source: 'cron',
        mode: 'async',
        payload: {
          scheduled_at: tick.toISOString(),
          event_id: eventId,
          cron_expression: expression,
          timezone,
          skipped,
        },
        given: this.given.seal(target.given, appId),
        tellsNodes: false,
        startedBy: null,
        traceparent: null,
        delayMs: 0,
        timeoutMs: undefined,
        record: 'none',
        priority: 0,
        retries: 0,
        callbackUrl: null,
        rerunOf: null,
      };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.warn(`The event ${eventId} of ${appId} can't be started: ${error.message}`);
      return error.message;
    }
  }

  private async write(
    manager: EntityManager,
    row: DueRow,
    { run: tick, skipped, next }: DueTick,
    run: NewRun | string | undefined,
  ): Promise<QueuedRun | 'not ours' | undefined> {
    const key = [row.app_id, row.event_id];
    const state = [row.next_at, row.cron_expression, row.cron_timezone];
    const [ours] = await query(manager, TAKE, [...key, ...state]);
    if (ours === undefined) return 'not ours';
    const accepted = typeof run === 'object' ? await this.accept(manager, run) : run;
    const isRun = typeof accepted === 'object';
    const fault = typeof accepted === 'string' ? accepted : null;
    const last = isRun ? [tick, accepted.id] : [null, null];
    await query(manager, TICKED, [...key, next, skipped, fault, ...last]);
    return isRun ? accepted.ticket : undefined;
  }

  /** A text says why it can't wait: too many of its app wait already. */
  private async accept(
    manager: EntityManager,
    run: NewRun,
  ): Promise<{ id: string; ticket: QueuedRun | undefined } | string> {
    try {
      return { id: run.id, ticket: await this.runs.createQueuedWithin(manager, run) };
    } catch (error) {
      if (error instanceof LimitError) return error.message;
      throw error;
    }
  }
}
