import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotencyKeys1764900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE idempotency_keys (
        scope text NOT NULL,
        key text NOT NULL,
        request_hash bytea NOT NULL,
        run_id uuid NOT NULL,
        leased_until timestamptz NOT NULL,
        status integer,
        headers json,
        body text,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (scope, key)
      )`);
    await queryRunner.query(
      'CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE idempotency_keys');
  }
}
