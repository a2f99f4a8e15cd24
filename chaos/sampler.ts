import { Redis } from 'ioredis';
import pg from 'pg';
import { figuresOf } from './process-figures.js';
import type { World } from './world.js';

const TABLES = ['runs', 'workers', 'idempotency_keys', 'run_logs', 'run_events'];

export interface Sample {
  /** Milliseconds since the first one. */
  readonly at: number;
  readonly figures: Readonly<Record<string, number>>;
}

/** Looks at what the product holds. Uses one connection to each server for all its looks. */
export class Sampler {
  private readonly began = performance.now();

  private constructor(
    private readonly world: World,
    private readonly postgres: pg.Client,
    private readonly redis: Redis,
  ) {}

  static async start(world: World): Promise<Sampler> {
    const postgres = new pg.Client({ connectionString: world.postgres.url });
    await postgres.connect();
    return new Sampler(world, postgres, new Redis(world.redis.url));
  }

  async sample(): Promise<Sample> {
    const figures: Record<string, number> = {};
    for (const [index, { role, pid }] of this.world.processes.entries()) {
      const of = figuresOf(pid);
      figures[`${role} ${(index % 2) + 1}: MiB`] = (of?.rss ?? 0) / 1_048_576;
      figures[`${role} ${(index % 2) + 1}: handles`] = of?.handles ?? 0;
    }
    const counts = TABLES.map((table) => `(SELECT count(*)::integer FROM ${table}) AS "${table}"`);
    const { rows } = await this.postgres.query<Record<string, number>>(
      `SELECT (SELECT count(*)::integer FROM pg_stat_activity WHERE datname = current_database())
        AS connections, ${counts.join(', ')}`,
    );
    const { connections, ...tables } = rows[0]!;
    figures['Postgres: connections'] = connections!;
    for (const [table, count] of Object.entries(tables)) figures[`rows: ${table}`] = count;
    figures['Redis: keys'] = await this.redis.dbsize();
    figures['Redis: clients'] = fieldOf(await this.redis.info('clients'), 'connected_clients');
    figures['Redis: MiB'] = fieldOf(await this.redis.info('memory'), 'used_memory') / 1_048_576;
    return { at: performance.now() - this.began, figures };
  }

  async stop(): Promise<void> {
    this.redis.disconnect();
    await this.postgres.end();
  }
}

const fieldOf = (info: string, name: string) =>
  Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
