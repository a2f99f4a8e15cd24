import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStoreListings1765600000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What the store shows of an app: as it was published, apart from the app its makers go on working at.
    await queryRunner.query(`
      CREATE TABLE store_listings (
        app_id text PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
        publisher_id text NOT NULL,
        author_name text NOT NULL DEFAULT '',
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        long_description text,
        tags text[] NOT NULL DEFAULT '{}',
        primary_category text,
        secondary_category text,
        age_rating integer,
        price integer,
        visibility text NOT NULL CHECK (visibility IN ('Public', 'PublicRequestAccess')),
        version integer NOT NULL DEFAULT 1,
        release_notes text,
        published_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        rating_sum bigint NOT NULL DEFAULT 0,
        rating_count bigint NOT NULL DEFAULT 0,
        ranking double precision NOT NULL DEFAULT 0,
        download_count bigint NOT NULL DEFAULT 0
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE store_listings');
  }
}
