import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LookBackAtRuns1765400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE runs
        ADD COLUMN log_lines integer,
        ADD COLUMN record text NOT NULL DEFAULT 'none' CHECK (record IN ('none', 'timing', 'values')),
        ADD COLUMN recorded json`);
    // Logs in pieces: `first` is the number of their first line, from 0 on, `level` the highest in them.
    await queryRunner.query(`
      ALTER TABLE run_logs
        ADD COLUMN first integer NOT NULL DEFAULT 0,
        ADD COLUMN level smallint NOT NULL DEFAULT 4,
        DROP CONSTRAINT run_logs_pkey,
        ADD PRIMARY KEY (run_id, attempt, first)`);
    await queryRunner.query('ALTER TABLE run_logs ALTER COLUMN level DROP DEFAULT');
    await queryRunner.query(`
      UPDATE runs SET log_lines = json_array_length(lines) FROM run_logs
      WHERE run_id = runs.id AND run_logs.attempt = runs.attempt`);
    await queryRunner.query(`
      WITH long AS (DELETE FROM run_logs WHERE json_array_length(lines) > 1000 RETURNING *)
      INSERT INTO run_logs (run_id, attempt, first, level, lines)
      SELECT run_id, attempt, (number - 1) / 1000 * 1000, max((line ->> 'level')::smallint),
        json_agg(line ORDER BY number)
      FROM long, json_array_elements(lines) WITH ORDINALITY AS element(line, number)
      GROUP BY run_id, attempt, (number - 1) / 1000`);
    await queryRunner.query(
      'CREATE INDEX runs_by_end ON runs (completed_at) WHERE completed_at IS NOT NULL',
    );
    // What is left of runs that were removed. Nobody is null = ''.
    await queryRunner.query(`
      CREATE TABLE run_usage (
        app_id text NOT NULL,
        day date NOT NULL,
        started_by text NOT NULL,
        status text NOT NULL,
        runs bigint NOT NULL,
        nodes_ms double precision NOT NULL,
        io_ms double precision NOT NULL,
        PRIMARY KEY (app_id, day, started_by, status)
      )`);
    await queryRunner.query(`CREATE INDEX run_usage_by_starter ON run_usage (started_by, day)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE run_usage');
    await queryRunner.query('DROP INDEX runs_by_end');
    await queryRunner.query(`
      CREATE TABLE whole_logs AS
      SELECT run_id, attempt, json_agg(line ORDER BY first, number) AS lines
      FROM run_logs, json_array_elements(lines) WITH ORDINALITY AS element(line, number)
      GROUP BY run_id, attempt`);
    await queryRunner.query('TRUNCATE run_logs');
    await queryRunner.query(`
      ALTER TABLE run_logs DROP CONSTRAINT run_logs_pkey, DROP COLUMN first, DROP COLUMN level,
        ADD PRIMARY KEY (run_id, attempt)`);
    await queryRunner.query('INSERT INTO run_logs SELECT run_id, attempt, lines FROM whole_logs');
    await queryRunner.query('DROP TABLE whole_logs');
    await queryRunner.query(
      'ALTER TABLE runs DROP COLUMN log_lines, DROP COLUMN record, DROP COLUMN recorded',
    );
  }
}
