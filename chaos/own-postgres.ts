import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import {
  ensureDatabase,
  type PostgresServer,
  startPostgres,
} from '../scripts/local-servers/postgres.mjs';

const DATABASE = 'chaos';
/** Tables that the product writes while jobs run. */
const WRITTEN = ['runs', 'workers', 'idempotency_keys'];

/** A Postgres that can be broken. */
export class OwnPostgres {
  private constructor(
    private server: PostgresServer,
    private readonly directory: string,
  ) {}

  static async start(directory: string): Promise<OwnPostgres> {
    const server = await startPostgres({ directory });
    await ensureDatabase(server, DATABASE);
    return new OwnPostgres(server, directory);
  }

  get url(): string {
    return this.server.url(DATABASE);
  }

  /** On a connection of its own, which no fault of the product's connections touches. */
  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'chaos' });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** What `pg_ctl restart -m immediate` does: no goodbye and no checkpoint; it recovers from its log. */
  async restartImmediately(): Promise<void> {
    const { port } = this.server;
    this.server.process.kill('SIGQUIT');
    await this.server.exited;
    this.server = await startPostgres({ directory: this.directory, port });
  }

  /** Stands still with all its processes: connections stay open and nothing answers. */
  pause(): void {
    this.server.process.kill('SIGSTOP');
    for (const pid of this.children()) process.kill(pid, 'SIGSTOP');
  }

  resume(): void {
    for (const pid of this.children()) process.kill(pid, 'SIGCONT');
    this.server.process.kill('SIGCONT');
  }

  async cutConnections(): Promise<void> {
    await this.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = '${DATABASE}' AND application_name LIKE 'flow-like%'`,
    );
  }

  /** Every write fails as it does on a full disk. */
  async fillDisk(): Promise<void> {
    const triggers = WRITTEN.map(
      (table) => `CREATE TRIGGER chaos_disk_full BEFORE INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION chaos_disk_full();`,
    );
    await this.query(
      `CREATE OR REPLACE FUNCTION chaos_disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
        ${triggers.join('\n')}`,
    );
  }

  async freeDisk(): Promise<void> {
    const drops = WRITTEN.map((table) => `DROP TRIGGER chaos_disk_full ON ${table};`);
    await this.query(drops.join('\n'));
  }

  /** As a primary that became a standby: it answers, and refuses every write. */
  async setReadOnly(on: boolean): Promise<void> {
    await this.query(`ALTER SYSTEM SET default_transaction_read_only = ${on ? 'on' : 'off'}`);
    await this.query('SELECT pg_reload_conf()');
  }

  async stop(): Promise<void> {
    this.resume();
    await this.server.stop();
  }

  private children(): number[] {
    const parent = `${this.server.process.pid}`;
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
      .map(Number);
  }
}

function parentOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1];
  } catch {
    return undefined; // it has just ended
  }
}
