import { readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { Redis } from 'ioredis';
import pg from 'pg';
import { type Places, submitAll } from './jobs.js';
import { row } from './report.js';

const JOBS = 3000;

/** Processes of the measured installation; those of Postgres are its children, too. */
export interface Pids {
  readonly api: number;
  readonly worker: number;
  readonly postgres: number;
  readonly redis: number;
}

/**
 * What one job costs each part: processor time, which other work on the machine hardly changes, log and table bytes of
 * Postgres, and commands of Redis. These numbers feed `npm run simulate`. Linux only.
 */
export async function benchCosts(places: Places & { readonly pids: Pids }): Promise<void> {
  if (process.platform !== 'linux') return;
  const redis = new Redis(places.redisUrl);
  const client = new pg.Client({ connectionString: places.databaseUrl });
  await client.connect();
  try {
    await submitAll(places, 300);
    const before = await state(places.pids, client, redis);
    await submitAll(places, JOBS);
    const after = await state(places.pids, client, redis);
    for (const [name, { value, unit, what }] of Object.entries(after))
      row(`costs: ${what}`, (value - before[name]!.value) / JOBS, unit);
  } finally {
    await client.end();
    redis.disconnect();
  }
}

interface Reading {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
}

async function state(
  pids: Pids,
  client: pg.Client,
  redis: Redis,
): Promise<Record<string, Reading>> {
  const { rows } = await client.query<{ wal: string; size: string }>(
    `SELECT pg_current_wal_lsn() - '0/0' AS wal, pg_database_size(current_database()) AS size`,
  );
  const info = await redis.info('stats');
  const commands = Number(/total_commands_processed:(\d+)/.exec(info)![1]);
  const cpu = (pid: number) => processorMs(pid);
  const children = childrenOf(pids.postgres).reduce((sum, pid) => sum + processorMs(pid), 0);
  const ms = 'ms of CPU';
  return {
    api: { what: 'api, one submit', unit: ms, value: cpu(pids.api) },
    worker: { what: 'worker, one job', unit: ms, value: cpu(pids.worker) },
    postgres: { what: 'Postgres, one job', unit: ms, value: cpu(pids.postgres) + children },
    redis: { what: 'Redis, one job', unit: ms, value: cpu(pids.redis) },
    wal: { what: 'write-ahead log, one job', unit: 'bytes', value: Number(rows[0]!.wal) },
    size: { what: 'tables and indexes, one job', unit: 'bytes', value: Number(rows[0]!.size) },
    commands: { what: 'Redis, one job', unit: 'commands', value: commands },
  };
}

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** User and system time of a process and of its children that have ended. */
function processorMs(pid: number): number {
  const ticks = fieldsOf(pid)
    .slice(11, 15)
    .reduce((sum, field) => sum + Number(field), 0);
  return (ticks * 1000) / TICKS_PER_SECOND;
}

/** The fields of /proc/PID/stat after the name, which may hold spaces: state, parent, … */
function fieldsOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return Number(fieldsOf(pid)[1]) === parent;
      } catch {
        return false; // it ended meanwhile
      }
    });
}
