import { setTimeout as sleep } from 'node:timers/promises';
import Bull from 'bull';
import type { TcpProxy } from '../test/setup/tcp-proxy.js';
import type { Load } from './load.js';
import { beSlow } from './slow-clients.js';
import type { World } from './world.js';

const PAUSE_MS = 30_000;
const CUT_MS = 5000;
const REFUSED_MS = 5000;
/** Longer than the five seconds of silence after which a worker is taken for dead. */
const STANDSTILL_MS = 12_000;

export interface Fault {
  /** For the table. */
  readonly what: string;
  /** Makes it in the middle of the load; resolves when it is over. */
  inject(world: World, load: Load): Promise<void>;
}

const cut = (what: string, link: (world: World) => TcpProxy): Fault => ({
  what: `network cut between ${what} for ${CUT_MS / 1000} s`,
  async inject(world) {
    link(world).cut();
    await sleep(CUT_MS);
    link(world).restore();
  },
});

async function stop({ workers: [worker] }: World, ms: number): Promise<void> {
  worker!.signal('SIGSTOP');
  await sleep(ms);
  worker!.signal('SIGCONT');
}

export const FAULTS: Readonly<Record<string, Fault>> = {
  none: { what: 'none', inject: async () => undefined },
  'worker-killed': {
    what: 'kill -9 of one worker',
    inject: async ({ workers: [worker] }) => worker!.signal('SIGKILL'),
  },
  'workers-killed': {
    what: 'kill -9 of all workers',
    inject: async ({ workers }) => workers.forEach((worker) => worker.signal('SIGKILL')),
  },
  'api-killed': {
    what: 'kill -9 of one api process, in the middle of submits',
    inject: async ({ apis: [api] }) => api!.signal('SIGKILL'),
  },
  'all-killed': {
    what: 'kill -9 of all processes',
    inject: async ({ processes }) => processes.forEach((process) => process.signal('SIGKILL')),
  },
  'rolling-restart': {
    what: 'SIGTERM and restart of every process in turn',
    async inject({ processes }) {
      for (const process of processes) await process.restart();
    },
  },
  'redis-emptied': {
    what: 'Redis killed and restarted empty',
    inject: ({ redis }) => redis.restartEmpty(),
  },
  'redis-paused': {
    what: `Redis paused for ${PAUSE_MS / 1000} s`,
    async inject({ redis }) {
      redis.pause();
      await sleep(PAUSE_MS);
      redis.resume();
    },
  },
  'postgres-restarted': {
    what: 'Postgres restarted at once (-m immediate)',
    inject: ({ postgres }) => postgres.restartImmediately(),
  },
  'postgres-paused': {
    what: `Postgres paused for ${PAUSE_MS / 1000} s`,
    async inject({ postgres }) {
      postgres.pause();
      await sleep(PAUSE_MS);
      postgres.resume();
    },
  },
  'postgres-connections-cut': {
    what: 'connections to Postgres ended (pg_terminate_backend)',
    inject: ({ postgres }) => postgres.cutConnections(),
  },
  'postgres-disk-full': {
    what: `writes to Postgres refused for ${REFUSED_MS / 1000} s: disk full`,
    async inject({ postgres }) {
      await postgres.fillDisk();
      await sleep(REFUSED_MS);
      await postgres.freeDisk();
    },
  },
  'postgres-read-only': {
    what: `writes to Postgres refused for ${REFUSED_MS / 1000} s: read only`,
    async inject({ postgres }) {
      await postgres.setReadOnly(true);
      await sleep(REFUSED_MS);
      await postgres.setReadOnly(false);
    },
  },
  'worker-blocked': {
    what: 'a worker stands still for 3 s',
    inject: (world) => stop(world, 3000),
  },
  'worker-stopped': {
    what: `a worker stands still for ${STANDSTILL_MS / 1000} s, longer than its lock`,
    inject: (world) => stop(world, STANDSTILL_MS),
  },
  poison: {
    what: 'a job that kills its worker each time',
    inject: async (_world, load) =>
      load.begin('app-0', 'poison', `poison-${Date.now()}`, { status: 'failed' }),
  },
  'slow-clients': {
    what: '200 clients that send byte by byte',
    inject: ({ apis: [api] }) => beSlow(api!.url, 200, 5000),
  },
  'clock-jump': {
    what: 'a worker whose clock is an hour ahead, then an hour behind',
    async inject({ workers: [worker] }) {
      await worker!.restart(['shift-clock']);
      await sleep(4000);
      await worker!.restart();
    },
  },
  'tickets-doubled': {
    what: 'every waiting job queued three times',
    inject: ({ redis, postgres }) => doubleTickets(redis.url, postgres),
  },
  'cut-api-postgres': cut('api and Postgres', ({ links }) => links.apiPostgres),
  'cut-api-redis': cut('api and Redis', ({ links }) => links.apiRedis),
  'cut-worker-postgres': cut('workers and Postgres', ({ links }) => links.workerPostgres),
  'cut-worker-redis': cut('workers and Redis', ({ links }) => links.workerRedis),
};

/** For five seconds every run that is queued or at work gets two tickets more. */
async function doubleTickets(redisUrl: string, postgres: World['postgres']): Promise<void> {
  const queue = new Bull<{ runId: string }>('jobs', redisUrl, { prefix: 'flow-like' });
  const until = performance.now() + 5000;
  try {
    for (let round = 0; performance.now() < until; round++) {
      const open = await postgres.query<{ id: string }>(
        `SELECT id FROM runs WHERE status IN ('queued', 'running')`,
      );
      const tickets = open.flatMap(({ id }) =>
        [1, 2].map((copy) => ({
          data: { runId: id },
          opts: {
            jobId: `${id}.copy-${copy}-${round}`,
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      );
      if (tickets.length > 0) await queue.addBulk(tickets);
      await sleep(50);
    }
  } finally {
    await queue.close();
  }
}
