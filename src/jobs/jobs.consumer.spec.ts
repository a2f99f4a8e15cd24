import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Config } from '../config/config.js';
import type { RunQueue, Ticket } from '../execution/queue/run-queue.js';
import type { RunnerService } from '../execution/runner.service.js';
import { JobsConsumer } from './jobs.consumer.js';

describe('tickets of runs whose process died', () => {
  let take: (ticket: Ticket) => Promise<void>;
  let working: Map<string, () => void>;

  beforeEach(() => {
    working = new Map();
    const queue = { consume: (_at: number, work: typeof take) => (take = work) };
    const runner = {
      work: (id: string) => new Promise<void>((resolve) => working.set(id, resolve)),
    };
    new JobsConsumer(
      queue as unknown as RunQueue,
      runner as unknown as RunnerService,
      { runs: { concurrency: 3 } } as Config,
    ).onApplicationBootstrap();
  });

  const begun = () => [...working.keys()];
  const end = (id: string) => working.get(id)!();

  it('come one at a time, beside those of all others', async () => {
    const first = take({ runId: 'first', crashes: 1 });
    const others = [take({ runId: 'other' }), take({ runId: 'one more' })];
    await expect(take({ runId: 'second', crashes: 1 })).rejects.toThrow('being watched');
    expect(begun()).toEqual(['first', 'other', 'one more']);
    end('first');
    await first;
    const second = take({ runId: 'second', crashes: 2 });
    await expect(take({ runId: 'third', crashes: 2 })).rejects.toThrow('being watched');
    for (const id of ['second', 'other', 'one more']) end(id);
    await Promise.all([second, ...others]);
    expect(begun()).toEqual(['first', 'other', 'one more', 'second']);
  });
});
