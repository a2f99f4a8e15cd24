import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePublications1765620000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Requests that wait here have nothing frozen to be reviewed: their owners ask once more.
    await queryRunner.query('DROP TABLE publication_requests');
    // Only a version that waits or was approved has content. Times of whole milliseconds, as JavaScript has them:
    // pages of a list begin where the one before ended.
    await queryRunner.query(`
      CREATE TABLE publications (
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        version integer NOT NULL CHECK (version > 0),
        status text NOT NULL CHECK (status IN ('requested', 'approved', 'refused', 'withdrawn')),
        visibility text NOT NULL CHECK (visibility IN ('Public', 'PublicRequestAccess')),
        release_notes text NOT NULL DEFAULT '',
        listing json NOT NULL,
        content json,
        bytes bigint NOT NULL,
        requested_by text REFERENCES users ON DELETE SET NULL,
        requested_at timestamptz(3) NOT NULL DEFAULT now(),
        reviewed_by text REFERENCES users ON DELETE SET NULL,
        reviewed_at timestamptz,
        reason text,
        PRIMARY KEY (app_id, version),
        CHECK (content IS NOT NULL OR status IN ('refused', 'withdrawn'))
      )`);
    for (const column of ['requested_by', 'reviewed_by'])
      await queryRunner.query(`CREATE INDEX publications_${column} ON publications (${column})`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX publications_one_request ON publications (app_id) WHERE status = 'requested'`,
    );
    await queryRunner.query(
      `CREATE INDEX publications_waiting ON publications (requested_at, app_id) WHERE status = 'requested'`,
    );
    await queryRunner.query(`
      CREATE TABLE installations (
        app_id text PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
        source_app_id text REFERENCES apps ON DELETE SET NULL,
        source_version integer NOT NULL,
        user_id text REFERENCES users ON DELETE SET NULL,
        ids json NOT NULL,
        installed_at timestamptz NOT NULL DEFAULT now(),
        upgraded_at timestamptz
      )`);
    await queryRunner.query(
      'CREATE INDEX installations_by_source ON installations (source_app_id, user_id)',
    );
    await queryRunner.query('CREATE INDEX installations_by_user ON installations (user_id)');
    // Who has ever got an app: installing it again does not count again.
    await queryRunner.query(`
      CREATE TABLE app_downloads (
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        PRIMARY KEY (app_id, user_id)
      )`);
    await queryRunner.query('CREATE INDEX app_downloads_by_user ON app_downloads (user_id)');
    // What somebody said stays when their account goes; who it was does not.
    await queryRunner.query(`
      CREATE TABLE app_ratings (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        version integer NOT NULL,
        user_id text REFERENCES users ON DELETE SET NULL,
        rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
        comment text NOT NULL DEFAULT '',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (app_id, user_id, version)
      )`);
    await queryRunner.query(
      'CREATE INDEX app_ratings_by_time ON app_ratings (app_id, created_at, id)',
    );
    await queryRunner.query('CREATE INDEX app_ratings_by_user ON app_ratings (user_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE app_ratings, app_downloads, installations, publications');
    await queryRunner.query(`
      CREATE TABLE publication_requests (
        app_id text PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
        visibility text NOT NULL CHECK (visibility IN ('Public', 'PublicRequestAccess')),
        requested_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
  }
}
