import { rmSync } from 'node:fs';
import path from 'node:path';
import { newSecretKey, newTokenKeys } from '../scripts/keys.mjs';
import { echo, insertBoard, waits } from '../test/setup/boards.js';
import { startTcpProxy, type TcpProxy } from '../test/setup/tcp-proxy.js';
import { APPS, LONG_MS } from './load.js';
import { OwnPostgres } from './own-postgres.js';
import { OwnRedis } from './own-redis.js';
import { ProductProcess } from './product-process.js';
import { installWitness } from './witness.js';

const PROBE_EVERY_MS = 200;

export interface Place {
  /** The project, built. */
  readonly root: string;
  /** Where the servers keep their data; emptied before and after. */
  readonly folder: string;
  migrate(databaseUrl: string): Promise<unknown>;
}

/** The ways between the product and its servers, each of which can be cut. */
interface Links {
  readonly apiPostgres: TcpProxy;
  readonly apiRedis: TcpProxy;
  readonly workerPostgres: TcpProxy;
  readonly workerRedis: TcpProxy;
}

/** Two api processes and two workers on a Postgres and a Redis of their own. */
export class World {
  private turn = 0;
  private probing: NodeJS.Timeout | undefined;

  private constructor(
    readonly postgres: OwnPostgres,
    readonly redis: OwnRedis,
    readonly links: Links,
    readonly apis: readonly ProductProcess[],
    readonly workers: readonly ProductProcess[],
    private readonly folder: string,
  ) {
    this.probing = setInterval(() => this.apis.forEach((api) => void api.probe()), PROBE_EVERY_MS);
  }

  static async start({ root, folder, migrate }: Place): Promise<World> {
    rmSync(folder, { recursive: true, force: true });
    const [postgres, redis] = await Promise.all([
      OwnPostgres.start(path.join(folder, 'postgres')),
      OwnRedis.start(path.join(folder, 'redis')),
    ]);
    await migrate(postgres.url);
    await installWitness(postgres);
    for (const app of APPS) {
      await insertBoard(postgres.url, app, 'echo', echo());
      await insertBoard(postgres.url, app, 'long', waits(LONG_MS));
      await insertBoard(postgres.url, app, 'poison', waits(777_777));
    }
    const [apiPostgres, apiRedis, workerPostgres, workerRedis] = await Promise.all([
      startTcpProxy(postgres.url),
      startTcpProxy(redis.url),
      startTcpProxy(postgres.url),
      startTcpProxy(redis.url),
    ]);
    const common = {
      TOKEN_KEYS: newTokenKeys(),
      SECRET_KEYS: newSecretKey(),
      JOBS_AUTH: 'off',
      LOG_LEVEL: 'warn',
      SHUTDOWN_DELAY_MS: `${3 * PROBE_EVERY_MS}`,
    };
    const api = { ...common, DATABASE_URL: apiPostgres.url, REDIS_URL: apiRedis.url };
    const worker = { ...common, DATABASE_URL: workerPostgres.url, REDIS_URL: workerRedis.url };
    const [api1, api2, worker1, worker2] = await Promise.all([
      ProductProcess.start('api', root, api),
      ProductProcess.start('api', root, api),
      ProductProcess.start('worker', root, worker, ['poison']),
      ProductProcess.start('worker', root, worker, ['poison']),
    ]);
    return new World(
      postgres,
      redis,
      { apiPostgres, apiRedis, workerPostgres, workerRedis },
      [api1, api2],
      [worker1, worker2],
      folder,
    );
  }

  get processes(): readonly ProductProcess[] {
    return [...this.apis, ...this.workers];
  }

  /** The next one as a load balancer chooses: of those that say they are ready, if any does. */
  anApi(): ProductProcess {
    const ready = this.apis.filter((api) => api.ready);
    const choice = ready.length > 0 ? ready : this.apis;
    return choice[this.turn++ % choice.length]!;
  }

  async untilReady(): Promise<void> {
    for (const process of this.processes) await process.untilReady();
  }

  async stop(): Promise<void> {
    clearInterval(this.probing);
    for (const link of Object.values(this.links) as TcpProxy[]) link.restore();
    await Promise.all(this.processes.map((process) => process.stop('SIGKILL')));
    await Promise.all((Object.values(this.links) as TcpProxy[]).map((link) => link.close()));
    await this.redis.stop();
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
