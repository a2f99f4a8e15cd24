import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCallbacks1765310000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // One for every end of a run that asked for it; a run that is started again may have several ends.
    await queryRunner.query(`
      CREATE TABLE callbacks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        run_id uuid NOT NULL REFERENCES runs ON DELETE CASCADE,
        run_status text NOT NULL,
        status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        due_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query('CREATE INDEX callbacks_by_run ON callbacks (run_id, created_at)');
    await queryRunner.query(
      `CREATE INDEX callbacks_due ON callbacks (due_at) WHERE status = 'waiting'`,
    );
    await queryRunner.query(`
      CREATE TABLE callback_secrets (
        app_id text PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
        secret text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        previous text,
        previous_until timestamptz
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE callbacks, callback_secrets');
  }
}
