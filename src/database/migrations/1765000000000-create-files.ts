import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFiles1765000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Somebody's bytes, from the moment they begin to arrive; seen by nobody until a file names them.
    await queryRunner.query(`
      CREATE TABLE file_contents (
        id uuid PRIMARY KEY,
        app_id text REFERENCES apps ON DELETE CASCADE,
        user_id text REFERENCES users ON DELETE CASCADE,
        size bigint NOT NULL,
        is_named boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK (num_nonnulls(app_id, user_id) = 1)
      )`);
    for (const owner of ['app', 'user'])
      await queryRunner.query(`
        CREATE INDEX file_contents_by_${owner} ON file_contents (${owner}_id) INCLUDE (size)
        WHERE ${owner}_id IS NOT NULL`);
    await queryRunner.query(
      'CREATE INDEX file_contents_unnamed ON file_contents (created_at) WHERE NOT is_named',
    );
    await queryRunner.query(`
      CREATE TABLE file_chunks (
        content_id uuid NOT NULL REFERENCES file_contents ON DELETE CASCADE,
        position integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (content_id, position)
      )`);
    // Most large files are compressed already.
    await queryRunner.query('ALTER TABLE file_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL');
    // By the bytes of the path, whatever the locale: lists are in this order, and prefixes are ranges.
    await queryRunner.query(`
      CREATE TABLE app_files (
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        path text COLLATE "C" NOT NULL,
        content_id uuid NOT NULL UNIQUE REFERENCES file_contents ON DELETE CASCADE,
        hash text NOT NULL,
        modified_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, path)
      )`);
    await queryRunner.query(`
      CREATE TABLE temporary_files (
        id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        content_id uuid NOT NULL UNIQUE REFERENCES file_contents ON DELETE CASCADE,
        hash text NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await queryRunner.query('CREATE INDEX temporary_files_by_user ON temporary_files (user_id)');
    await queryRunner.query('CREATE INDEX temporary_files_by_end ON temporary_files (expires_at)');
    await queryRunner.query(`
      CREATE TABLE app_media (
        app_id text NOT NULL,
        id text NOT NULL,
        target text NOT NULL,
        language text NOT NULL,
        kind text NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (app_id, id),
        FOREIGN KEY (app_id, target, language) REFERENCES app_metadata ON DELETE CASCADE ON UPDATE CASCADE
      )`);
    await queryRunner.query('ALTER TABLE app_media ALTER COLUMN bytes SET STORAGE EXTERNAL');
    await queryRunner.query(
      'CREATE INDEX app_media_by_metadata ON app_media (app_id, target, language)',
    );
    // What is stored of an app is added up whenever it grows: sizes stand beside what they are sizes of.
    await queryRunner.query(`
      ALTER TABLE boards ADD bytes bigint NOT NULL DEFAULT 0, ADD frozen_bytes bigint NOT NULL DEFAULT 0`);
    await queryRunner.query(`
      UPDATE boards SET
        bytes = length(draft::text) + COALESCE((SELECT sum(length(content::text)) FROM board_nodes node
          WHERE node.app_id = boards.app_id AND node.board_id = boards.id), 0),
        frozen_bytes = COALESCE((SELECT sum(length(content::text)) FROM board_versions version
          WHERE version.app_id = boards.app_id AND version.board_id = boards.id), 0)`);
    await queryRunner.query('ALTER TABLE templates ADD bytes bigint NOT NULL DEFAULT 0');
    await queryRunner.query(`
      UPDATE templates SET bytes = COALESCE((SELECT sum(length(content::text)) FROM template_versions version
        WHERE version.app_id = templates.app_id AND version.template_id = templates.id), 0)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE templates DROP bytes');
    await queryRunner.query('ALTER TABLE boards DROP bytes, DROP frozen_bytes');
    await queryRunner.query(
      `UPDATE app_metadata SET icon = NULL, thumbnail = NULL, preview_media = '{}'`,
    );
    await queryRunner.query(
      'DROP TABLE app_media, temporary_files, app_files, file_chunks, file_contents',
    );
  }
}
