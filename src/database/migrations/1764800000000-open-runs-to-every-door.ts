import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OpenRunsToEveryDoor1764800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE runs
        ADD COLUMN source text NOT NULL DEFAULT 'job',
        ADD COLUMN started_by text,
        ADD COLUMN event_id text,
        ADD COLUMN event_version text,
        ADD COLUMN given json,
        ADD COLUMN tells_nodes boolean NOT NULL DEFAULT false,
        ADD COLUMN traceparent text,
        ADD COLUMN nodes json,
        ADD COLUMN start_ms real,
        ADD COLUMN nodes_ms real,
        ADD COLUMN io_ms real`);
    // What a run told while it ran, in pieces as they came: the n-th event of an attempt has the number n.
    await queryRunner.query(`
      CREATE TABLE run_events (
        run_id uuid NOT NULL REFERENCES runs ON DELETE CASCADE,
        attempt integer NOT NULL,
        first integer NOT NULL,
        events json NOT NULL,
        PRIMARY KEY (run_id, attempt, first)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE run_events');
    await queryRunner.query(`
      ALTER TABLE runs DROP COLUMN source, DROP COLUMN started_by, DROP COLUMN event_id,
        DROP COLUMN event_version, DROP COLUMN given, DROP COLUMN tells_nodes, DROP COLUMN traceparent,
        DROP COLUMN nodes, DROP COLUMN start_ms, DROP COLUMN nodes_ms, DROP COLUMN io_ms`);
  }
}
