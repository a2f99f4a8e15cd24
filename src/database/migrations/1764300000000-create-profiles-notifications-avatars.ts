import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProfilesNotificationsAvatars1764300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Found by how they begin: text_pattern_ops serves LIKE 'x%' in any locale, in the order of the index.
    for (const column of ['username', 'name'])
      await queryRunner.query(`
        CREATE INDEX users_by_${column}_start ON users (lower(${column}) text_pattern_ops, id)
        WHERE status = 'Active'`);
    await queryRunner.query(`
      CREATE TABLE profiles (
        id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        name text NOT NULL,
        description text,
        interests text[] NOT NULL DEFAULT '{}',
        tags text[] NOT NULL DEFAULT '{}',
        theme jsonb,
        settings jsonb NOT NULL,
        apps jsonb NOT NULL DEFAULT '[]',
        bit_ids text[] NOT NULL DEFAULT '{}',
        shortcuts jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query('CREATE INDEX profiles_by_user ON profiles (user_id, created_at, id)');
    await queryRunner.query(`
      CREATE TABLE notifications (
        id uuid PRIMARY KEY,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        title text NOT NULL,
        description text,
        icon text,
        link text,
        created_at timestamptz NOT NULL DEFAULT now(),
        read_at timestamptz
      )`);
    await queryRunner.query('CREATE INDEX notifications_by_user ON notifications (user_id, id)');
    await queryRunner.query(`
      CREATE TABLE avatars (
        user_id text PRIMARY KEY REFERENCES users ON DELETE CASCADE,
        content_type text NOT NULL,
        bytes bytea NOT NULL,
        hash text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    // Images are compressed already.
    await queryRunner.query('ALTER TABLE avatars ALTER COLUMN bytes SET STORAGE EXTERNAL');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE avatars, notifications, profiles');
    await queryRunner.query('DROP INDEX users_by_username_start, users_by_name_start');
  }
}
