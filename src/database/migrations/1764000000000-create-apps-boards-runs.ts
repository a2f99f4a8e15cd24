import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAppsBoardsRuns1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE apps (
        id text PRIMARY KEY,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(`
      CREATE TABLE boards (
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        id text NOT NULL,
        draft json NOT NULL,
        draft_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, id)
      )`);
    await queryRunner.query(`
      CREATE TABLE board_versions (
        app_id text NOT NULL,
        board_id text NOT NULL,
        major integer NOT NULL,
        minor integer NOT NULL,
        patch integer NOT NULL,
        content json NOT NULL,
        hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, board_id, major, minor, patch),
        FOREIGN KEY (app_id, board_id) REFERENCES boards ON DELETE CASCADE
      )`);
    await queryRunner.query(`
      CREATE TABLE workers (
        id uuid PRIMARY KEY,
        heartbeat_at timestamptz NOT NULL DEFAULT now()
      )`);
    // json, not jsonb: it keeps 1.0 apart from 1 and the order of members, both of which boards can see.
    await queryRunner.query(`
      CREATE TABLE runs (
        id uuid PRIMARY KEY,
        app_id text NOT NULL,
        board_id text NOT NULL,
        board_version text NOT NULL,
        board_hash text NOT NULL,
        start_node text NOT NULL,
        mode text NOT NULL CHECK (mode IN ('async', 'sync')),
        status text NOT NULL CHECK
          (status IN ('queued', 'running', 'completed', 'failed', 'cancelled', 'timeout')),
        payload json,
        result json,
        error text,
        log_level smallint,
        timeout_ms integer,
        attempt integer NOT NULL DEFAULT 0,
        crashes integer NOT NULL DEFAULT 0,
        worker uuid,
        cancel_requested boolean NOT NULL DEFAULT false,
        due_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        completed_at timestamptz,
        FOREIGN KEY (app_id, board_id) REFERENCES boards ON DELETE CASCADE
      )`);
    await queryRunner.query('CREATE INDEX runs_by_board ON runs (app_id, board_id, created_at)');
    await queryRunner.query(`CREATE INDEX runs_queued ON runs (id) WHERE status = 'queued'`);
    await queryRunner.query(`CREATE INDEX runs_running ON runs (worker) WHERE status = 'running'`);
    await queryRunner.query(`
      CREATE TABLE run_logs (
        run_id uuid NOT NULL REFERENCES runs ON DELETE CASCADE,
        attempt integer NOT NULL,
        lines json NOT NULL,
        PRIMARY KEY (run_id, attempt)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE run_logs, runs, workers, board_versions, boards, apps');
  }
}
