import type { AppQueue } from '../../execution/app-queues.service.js';

export class AppQueueDto {
  /**
   * Whether waiting runs of the app stay where they are.
   * @example false
   */
  paused: boolean;

  /**
   * Runs that the next free worker takes.
   * @example 2
   */
  queued: number;

  /**
   * Runs that wait for a place, for their time, or for the app to go on.
   * @example 476
   */
  parked: number;

  /** @example 22 */
  running: number;

  /**
   * Most runs of the app at once, queued and running.
   * @example 24
   */
  limit: number;

  /**
   * How long the longest waiting run could have begun by now; null when none waits.
   * @example 3.2
   */
  oldest_queued_seconds: number | null;

  static from(queue: AppQueue, limit: number): AppQueueDto {
    const { paused, queued, parked, running, oldestSeconds } = queue;
    return { paused, queued, parked, running, limit, oldest_queued_seconds: oldestSeconds };
  }
}
