import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOpenIdRecords1764200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What the OpenID provider keeps. id = SHA-256 of what finds a record, since that may be a secret; json, not
    // jsonb, because it holds what clients sent, NUL characters too. session_ids: those of the table sessions.
    await queryRunner.query(`
      CREATE TABLE openid_records (
        kind text NOT NULL,
        id bytea NOT NULL,
        token_hash bytea,
        session_ids text[] NOT NULL,
        user_id text,
        uid text,
        payload json NOT NULL,
        consumed_at timestamptz,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (kind, id)
      )`);
    await queryRunner.query(
      'CREATE INDEX openid_records_by_session ON openid_records USING gin (session_ids)',
    );
    await queryRunner.query(
      'CREATE INDEX openid_records_by_user ON openid_records (user_id) WHERE user_id IS NOT NULL',
    );
    await queryRunner.query(
      'CREATE INDEX openid_records_by_uid ON openid_records (uid) WHERE uid IS NOT NULL',
    );
    await queryRunner.query('CREATE INDEX openid_records_by_expiry ON openid_records (expires_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE openid_records');
  }
}
