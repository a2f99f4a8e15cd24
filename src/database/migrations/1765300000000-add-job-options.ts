import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddJobOptions1765300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE runs
        ADD COLUMN priority smallint NOT NULL DEFAULT 0,
        ADD COLUMN retries smallint NOT NULL DEFAULT 0,
        ADD COLUMN retried smallint NOT NULL DEFAULT 0,
        ADD COLUMN callback_url text,
        ADD COLUMN rerun_of uuid,
        ADD COLUMN parked boolean NOT NULL DEFAULT false`);
    // Those that have a ticket in the queue, or should have one.
    await queryRunner.query('DROP INDEX runs_queued');
    await queryRunner.query(
      `CREATE INDEX runs_ticketed ON runs (id) WHERE status = 'queued' AND NOT parked`,
    );
    await queryRunner.query(`
      CREATE INDEX runs_in_flight ON runs (app_id)
        WHERE status IN ('queued', 'running') AND NOT parked`);
    await queryRunner.query(`
      CREATE INDEX runs_parked ON runs (app_id, priority DESC, due_at, id)
        WHERE status = 'queued' AND parked`);
    // For lists, newest first: those of an app, those of one person, those that did not end well.
    await queryRunner.query('CREATE INDEX runs_by_app ON runs (app_id, created_at, id)');
    await queryRunner.query(`
      CREATE INDEX runs_by_starter ON runs (started_by, created_at, id)
        WHERE started_by IS NOT NULL`);
    await queryRunner.query(`
      CREATE INDEX runs_unsuccessful ON runs (app_id, status, created_at, id)
        WHERE status IN ('failed', 'cancelled', 'timeout')`);
    await queryRunner.query(`
      CREATE TABLE app_queues (
        app_id text PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
        paused boolean NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE app_queues');
    await queryRunner.query(
      'DROP INDEX runs_ticketed, runs_in_flight, runs_parked, runs_by_app, runs_by_starter, runs_unsuccessful',
    );
    await queryRunner.query(`CREATE INDEX runs_queued ON runs (id) WHERE status = 'queued'`);
    await queryRunner.query(`
      ALTER TABLE runs DROP COLUMN priority, DROP COLUMN retries, DROP COLUMN retried,
        DROP COLUMN callback_url, DROP COLUMN rerun_of, DROP COLUMN parked`);
  }
}
