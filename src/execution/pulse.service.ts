import { atMost } from '../common/at-most.js';
import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { OwnedRun } from './run.js';
import { RunsService } from './runs.service.js';

/** A second is the promise for a cancel that the quick word of RunSignals did not reach. */
const BEAT_MS = 500;

export interface PulseListener {
  /** The runs this process has according to the rows, and when (performance.now) they were asked. */
  onOwned(owned: readonly OwnedRun[], asked: number): void;
  /** Others were given this process's runs: it goes on as a new worker. */
  onReplaced(): void;
}

/** Keeps the database informed that this process lives. One for the process, however many runs it has. */
@Injectable()
export class Pulse {
  private readonly logger = new Logger(Pulse.name);
  private worker = uuidv7();
  private registration: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();
  private stopped = false;
  private outage = false;

  constructor(private readonly runs: RunsService) {}

  start(listener: PulseListener): void {
    this.schedule(listener, 0);
  }

  /** The name under which this process may take runs; known to the database once this resolves. */
  async register(): Promise<string> {
    this.registration ??= this.runs.registerWorker(this.worker).catch((error: unknown) => {
      this.registration = undefined;
      throw error;
    });
    await this.registration;
    return this.worker;
  }

  /** Says good-bye, so that nobody waits for the heartbeat to go stale. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await atMost(500, this.beating);
    if (this.registration)
      await atMost(
        1000,
        this.runs.removeWorker(this.worker).catch(() => undefined),
      );
  }

  private schedule(listener: PulseListener, delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.beating = this.beat(listener).then(() => this.schedule(listener, BEAT_MS));
    }, delayMs);
  }

  private async beat(listener: PulseListener): Promise<void> {
    try {
      const worker = await this.register();
      const asked = performance.now();
      const { known, owned } = await this.runs.heartbeat(worker);
      if (known) listener.onOwned(owned, asked);
      else await this.beginAnew(listener);
      if (this.outage) this.logger.log('The database answers again');
      this.outage = false;
    } catch (error) {
      if (!this.outage) this.logger.warn(`No heartbeat: ${(error as Error).message}`);
      this.outage = true;
    }
  }

  private async beginAnew(listener: PulseListener): Promise<void> {
    this.logger.warn('This process was taken for dead; its runs were given to others');
    listener.onReplaced();
    this.worker = uuidv7();
    this.registration = undefined;
    await this.register();
  }
}
