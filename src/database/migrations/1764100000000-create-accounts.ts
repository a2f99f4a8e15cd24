import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccounts1764100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE users (
        id text PRIMARY KEY,
        email text,
        email_verified_at timestamptz,
        password_hash text,
        name text,
        username text,
        description text,
        avatar_url text,
        permission bigint NOT NULL DEFAULT 0,
        status text NOT NULL DEFAULT 'Active' CHECK (status IN ('Active', 'Inactive', 'Banned')),
        accepted_terms_version text,
        tutorial_completed boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query('CREATE UNIQUE INDEX users_by_email ON users (lower(email))');
    await queryRunner.query('CREATE UNIQUE INDEX users_by_username ON users (lower(username))');
    // Who somebody is at another issuer.
    await queryRunner.query(`
      CREATE TABLE identities (
        issuer text NOT NULL,
        subject text NOT NULL,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (issuer, subject)
      )`);
    await queryRunner.query('CREATE INDEX identities_by_user ON identities (user_id)');
    // A session is a family of refresh tokens: family_hash finds it, token_hash is the one that still counts.
    await queryRunner.query(`
      CREATE TABLE sessions (
        id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        client text NOT NULL,
        family_hash bytea UNIQUE,
        token_hash bytea,
        address text NOT NULL,
        user_agent text,
        created_at timestamptz NOT NULL DEFAULT now(),
        authenticated_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await queryRunner.query(
      'CREATE INDEX sessions_by_user ON sessions (user_id) WHERE ended_at IS NULL',
    );
    await queryRunner.query('CREATE INDEX sessions_by_expiry ON sessions (expires_at)');
    await queryRunner.query(
      'CREATE INDEX sessions_by_end ON sessions (ended_at) WHERE ended_at IS NOT NULL',
    );
    // What was taken back before it expired: every api process reads along.
    await queryRunner.query(`
      CREATE TABLE revocations (
        subject text PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query('CREATE INDEX revocations_by_time ON revocations (at)');
    await queryRunner.query(`
      CREATE TABLE personal_access_tokens (
        id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        name text NOT NULL,
        hash bytea NOT NULL,
        permissions bigint NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz
      )`);
    await queryRunner.query(
      'CREATE INDEX personal_access_tokens_by_user ON personal_access_tokens (user_id)',
    );
    await queryRunner.query(
      'CREATE INDEX personal_access_tokens_by_expiry ON personal_access_tokens (expires_at)',
    );
    // No foreign key: what happened is still known when the account is gone.
    await queryRunner.query(`
      CREATE TABLE audit_events (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        action text NOT NULL,
        address text NOT NULL,
        user_agent text,
        request_id text NOT NULL,
        details jsonb NOT NULL,
        at timestamptz NOT NULL
      )`);
    await queryRunner.query('CREATE INDEX audit_events_by_user ON audit_events (user_id, id)');
    await queryRunner.query('CREATE INDEX audit_events_by_time ON audit_events USING brin (at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE audit_events, personal_access_tokens, revocations, sessions, identities, users',
    );
  }
}
