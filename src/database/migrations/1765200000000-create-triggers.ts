import { Cron } from 'croner';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = new Set(['cron', 'discord', 'telegram', 'email', 'chat']);
const OPEN_TYPES = new Set(['api', 'http', 'webhook']);
const PATH = /^(?:\/[^/\\?#%\p{Cc}]+)+$|^\/$/u;
const PAGE = 500;

interface EventRow {
  readonly app_id: string;
  readonly id: string;
  readonly content: string;
}
interface StoredEvent {
  readonly event_type: string;
  readonly active: boolean;
  readonly board_id: string;
  readonly route: string | null;
  readonly config: readonly number[];
}

export class CreateTriggers1765200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What starts an event by itself. It goes with the event; `live` says whether it starts it now.
    await queryRunner.query(`
      CREATE TABLE triggers (
        app_id text NOT NULL,
        event_id text NOT NULL,
        kind text NOT NULL,
        enabled boolean NOT NULL DEFAULT true,
        event_active boolean NOT NULL,
        live boolean NOT NULL GENERATED ALWAYS AS (enabled AND event_active) STORED,
        derived_path text,
        path text,
        method text,
        open boolean NOT NULL DEFAULT false,
        auth_token text,
        webhook_secret text,
        cron_expression text,
        cron_timezone text,
        next_at timestamptz,
        last_at timestamptz,
        last_run_id uuid,
        last_error text,
        skipped bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, event_id),
        FOREIGN KEY (app_id, event_id) REFERENCES events ON DELETE CASCADE
      )`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX triggers_by_path ON triggers (app_id, path) WHERE kind = 'http' AND live`,
    );
    await queryRunner.query(
      'CREATE INDEX triggers_by_time ON triggers (next_at) WHERE next_at IS NOT NULL',
    );
    await queryRunner.query('CREATE INDEX triggers_by_event ON triggers (event_id)');
    await this.addThoseOfEvents(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE triggers');
  }

  /** Of several active events at one path the oldest has it; the triggers of the others are off. */
  private async addThoseOfEvents(queryRunner: QueryRunner): Promise<void> {
    for (let offset = 0, full = true; full; offset += PAGE) {
      const rows = (await queryRunner.query(
        `SELECT app_id, id, content::text AS content FROM events
          ORDER BY created_at, app_id, id LIMIT ${PAGE} OFFSET ${offset}`,
      )) as EventRow[];
      for (const row of rows) await this.add(queryRunner, row);
      full = rows.length === PAGE;
    }
  }

  private async add(queryRunner: QueryRunner, { app_id, id, content }: EventRow): Promise<void> {
    const event = JSON.parse(content) as StoredEvent;
    const config = configOf(event);
    const kind = KINDS.has(event.event_type) ? event.event_type : 'http';
    const schedule = kind === 'cron' ? scheduleOf(config) : undefined;
    const path = kind === 'http' ? pathOf(event, config) : null;
    const isOpen = config['public_endpoint'] ?? OPEN_TYPES.has(event.event_type);
    const isActive = event.active && event.board_id !== '';
    await queryRunner.query(
      `INSERT INTO triggers (app_id, event_id, kind, enabled, event_active, derived_path, path, method, open,
          cron_expression, cron_timezone, next_at)
        SELECT $1, $2, $3, $4 AND NOT EXISTS (SELECT 1 FROM triggers
            WHERE app_id = $1 AND path = $6 AND kind = 'http' AND live AND $5),
          $5, $6, $6, $7, $8, $9, $10, $11`,
      [
        app_id,
        id,
        kind,
        kind !== 'cron' || schedule !== undefined,
        isActive,
        path,
        kind === 'http' ? methodOf(config) : null,
        kind === 'http' && isOpen === true,
        schedule?.expression ?? null,
        schedule?.timezone ?? null,
        isActive ? (schedule?.next ?? null) : null,
      ],
    );
  }
}

function configOf({ config }: StoredEvent): Record<string, unknown> {
  return config.length === 0
    ? {}
    : (JSON.parse(Buffer.from(config).toString()) as Record<string, unknown>);
}

const firstText = (config: Record<string, unknown>, names: readonly string[]) =>
  names.map((name) => config[name]).find((value) => typeof value === 'string' && value !== '') as
    string | undefined;

function scheduleOf(config: Record<string, unknown>) {
  const names = ['cron_expression', 'cronExpression', 'cron', 'schedule', 'expression'];
  const zones = ['timezone', 'tz', 'cron_timezone', 'cronTimezone'];
  const expression = firstText(config, names)?.trim();
  const timezone = firstText(config, zones) ?? 'UTC';
  if (expression === undefined || /[:?]/.test(expression)) return undefined;
  try {
    const next = new Cron(expression, { timezone, mode: '5-or-6-parts', paused: true }).nextRun();
    return next === null ? undefined : { expression, timezone, next };
  } catch {
    return undefined;
  }
}

function pathOf({ route }: StoredEvent, config: Record<string, unknown>): string | null {
  const said = route ?? firstText(config, ['path', 'path_suffix']);
  if (said == null) return null;
  const path = `/${said.replace(/^\/|\/$/g, '')}`;
  const isPlain = PATH.test(path) && path.split('/').every((part) => !/^\.{1,2}$/.test(part));
  return isPlain && path.length <= 200 ? path : null;
}

function methodOf({ method }: Record<string, unknown>): string | null {
  const name = typeof method === 'string' ? method.toUpperCase() : '';
  return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(name) ? name : null;
}
