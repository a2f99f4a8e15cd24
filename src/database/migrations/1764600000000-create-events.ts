import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEvents1764600000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // An event may outlive the board it names: it then says what is missing, and is not lost.
    await queryRunner.query(`
      CREATE TABLE events (
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        id text NOT NULL,
        content json NOT NULL,
        revision bigint NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, id)
      )`);
    await queryRunner.query(`
      CREATE TABLE event_versions (
        app_id text NOT NULL,
        event_id text NOT NULL,
        major integer NOT NULL,
        minor integer NOT NULL,
        patch integer NOT NULL,
        content json NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, event_id, major, minor, patch),
        FOREIGN KEY (app_id, event_id) REFERENCES events ON DELETE CASCADE
      )`);
    // What somebody said stays when their account goes; who it was does not.
    await queryRunner.query(`
      CREATE TABLE event_feedback (
        app_id text NOT NULL,
        event_id text NOT NULL,
        id text NOT NULL,
        user_id text REFERENCES users ON DELETE SET NULL,
        rating smallint NOT NULL CHECK (rating BETWEEN 0 AND 5),
        comment text NOT NULL DEFAULT '',
        context json,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, event_id, id),
        FOREIGN KEY (app_id, event_id) REFERENCES events ON DELETE CASCADE
      )`);
    await queryRunner.query('CREATE INDEX event_feedback_by_user ON event_feedback (user_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE event_feedback, event_versions, events');
  }
}
