import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTemplates1764700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE templates (
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, id)
      )`);
    await queryRunner.query(`
      CREATE TABLE template_versions (
        app_id text NOT NULL,
        template_id text NOT NULL,
        major integer NOT NULL,
        minor integer NOT NULL,
        patch integer NOT NULL,
        content json NOT NULL,
        changelog text,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, template_id, major, minor, patch),
        FOREIGN KEY (app_id, template_id) REFERENCES templates ON DELETE CASCADE
      )`);
    // What is read of a template goes with it, and there is none of a template that does not exist.
    await queryRunner.query(`
      ALTER TABLE app_metadata
        ADD template_id text GENERATED ALWAYS AS
          (CASE WHEN target LIKE 'template:%' THEN substr(target, 10) END) STORED,
        ADD CONSTRAINT app_metadata_template FOREIGN KEY (app_id, template_id) REFERENCES templates
          ON DELETE CASCADE`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM app_metadata WHERE target LIKE 'template:%'`);
    await queryRunner.query('ALTER TABLE app_metadata DROP template_id');
    await queryRunner.query('DROP TABLE template_versions, templates');
  }
}
