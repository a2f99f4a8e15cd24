import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInteractions1764910000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE interactions (
        id text PRIMARY KEY,
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        run_id uuid,
        asked_by text NOT NULL,
        token_hash bytea NOT NULL,
        status text NOT NULL DEFAULT 'pending'
          CHECK (status IN ('pending', 'responded', 'cancelled')),
        value json,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query('CREATE INDEX interactions_by_app ON interactions (app_id)');
    await queryRunner.query(
      `CREATE INDEX interactions_open ON interactions (asked_by, created_at) WHERE status = 'pending'`,
    );
    await queryRunner.query('CREATE INDEX interactions_by_expiry ON interactions (expires_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE interactions');
  }
}
