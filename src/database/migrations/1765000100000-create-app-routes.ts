import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAppRoutes1765000100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE app_routes (
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        id text NOT NULL,
        path text NOT NULL,
        event_id text NOT NULL,
        is_default boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, id),
        CONSTRAINT app_routes_path UNIQUE (app_id, path),
        CONSTRAINT app_routes_event FOREIGN KEY (app_id, event_id) REFERENCES events ON DELETE CASCADE
      )`);
    await queryRunner.query('CREATE INDEX app_routes_by_event ON app_routes (app_id, event_id)');
    await queryRunner.query(
      'CREATE UNIQUE INDEX app_routes_default ON app_routes (app_id) WHERE is_default',
    );
    await queryRunner.query(
      `CREATE INDEX users_administrating ON users (id) WHERE permission & 1 = 1`,
    );
    // A board or an event that takes the place of a removed one is not at a revision that the old one was at.
    for (const table of ['boards', 'events'])
      await queryRunner.query(`
        ALTER TABLE ${table} ALTER revision
          SET DEFAULT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint`);
    // Languages are kept as BCP 47 writes them: the one changed last stays where two become the same.
    await queryRunner.query(`
      CREATE FUNCTION pg_temp.canonical(language text) RETURNS text LANGUAGE sql AS $$
        SELECT string_agg(CASE
            WHEN place > 1 AND length(part) = 4 AND part !~ '[0-9]' THEN initcap(part)
            WHEN place > 1 AND length(part) = 2 THEN upper(part)
            ELSE lower(part) END, '-' ORDER BY place)
          FROM unnest(string_to_array($1, '-')) WITH ORDINALITY AS parts(part, place) $$`);
    await queryRunner.query(`
      DELETE FROM app_metadata meta USING app_metadata other
        WHERE other.app_id = meta.app_id AND other.target = meta.target AND other.language <> meta.language
          AND pg_temp.canonical(other.language) = pg_temp.canonical(meta.language)
          AND (other.updated_at, other.language) > (meta.updated_at, meta.language)`);
    await queryRunner.query(`
      UPDATE app_metadata SET language = pg_temp.canonical(language)
        WHERE language <> pg_temp.canonical(language)`);
    await queryRunner.query('DROP FUNCTION pg_temp.canonical(text)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['boards', 'events'])
      await queryRunner.query(`ALTER TABLE ${table} ALTER revision SET DEFAULT 1`);
    await queryRunner.query('DROP INDEX users_administrating');
    await queryRunner.query('DROP TABLE app_routes');
  }
}
