import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { atMost } from '../common/at-most.js';
import { CronScheduler } from './cron-scheduler.service.js';

const LOOK_EVERY_MS = 500;

/** Lets the scheduler look at the time, again and again, as long as the process lives. */
@Injectable()
export class CronClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CronClock.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private closed = false;
  private outage = false;

  constructor(private readonly scheduler: CronScheduler) {}

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    // What is under way is one transaction: the database undoes it, or it is done.
    await atMost(500, this.looking);
  }

  private schedule(delayMs: number): void {
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.looking = this.look().then((again) => this.schedule(again ? 0 : LOOK_EVERY_MS));
    }, delayMs);
  }

  /** Answers whether there may be more to do at once. */
  private async look(): Promise<boolean> {
    try {
      const taken = await this.scheduler.takeDue(new Date());
      if (this.outage) this.logger.log('Can start what is due again');
      this.outage = false;
      return taken > 0;
    } catch (error) {
      if (!this.outage) this.logger.warn(`Can't start what is due: ${(error as Error).message}`);
      this.outage = true;
      return false;
    }
  }
}
