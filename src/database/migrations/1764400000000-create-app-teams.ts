import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAppTeams1764400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE apps
        ADD status text NOT NULL DEFAULT 'Active' CHECK (status IN ('Active', 'Inactive', 'Archived')),
        ADD visibility text NOT NULL DEFAULT 'Private' CHECK (visibility IN
          ('Public', 'PublicRequestAccess', 'Private', 'Prototype', 'Offline')),
        ADD execution_mode text NOT NULL DEFAULT 'Any' CHECK (execution_mode IN ('Any', 'Local', 'Remote')),
        ADD primary_category text,
        ADD secondary_category text,
        ADD authors text[] NOT NULL DEFAULT '{}',
        ADD bits text[] NOT NULL DEFAULT '{}',
        ADD changelog text,
        ADD version text,
        ADD frontend json,
        ADD price integer CHECK (price >= 0),
        ADD rating_sum bigint NOT NULL DEFAULT 0,
        ADD rating_count bigint NOT NULL DEFAULT 0,
        ADD download_count bigint NOT NULL DEFAULT 0,
        ADD interactions_count bigint NOT NULL DEFAULT 0,
        ADD relevance_score double precision`);
    // What people read of an app, per language; with target, what they read of one of its templates or widgets.
    await queryRunner.query(`
      CREATE TABLE app_metadata (
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        target text NOT NULL DEFAULT '',
        language text NOT NULL,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        long_description text,
        release_notes text,
        tags text[] NOT NULL DEFAULT '{}',
        use_case text,
        icon text,
        thumbnail text,
        preview_media text[] NOT NULL DEFAULT '{}',
        age_rating integer,
        website text,
        support_url text,
        docs_url text,
        organization_specific_values json,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (app_id, target, language)
      )`);
    await queryRunner.query(`
      INSERT INTO app_metadata (app_id, language, name, description, created_at, updated_at)
        SELECT id, 'en', name, description, created_at, updated_at FROM apps`);
    await queryRunner.query('ALTER TABLE apps DROP name, DROP description');
    await queryRunner.query(`
      CREATE TABLE roles (
        id text PRIMARY KEY,
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        permissions bigint NOT NULL,
        attributes text[],
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (app_id, id)
      )`);
    // Of an app's roles one is the owner's and one is what people get who join.
    await queryRunner.query(`
      ALTER TABLE apps ADD owner_role_id text, ADD default_role_id text,
        ADD CONSTRAINT apps_owner_role FOREIGN KEY (id, owner_role_id) REFERENCES roles (app_id, id)
          DEFERRABLE INITIALLY DEFERRED,
        ADD CONSTRAINT apps_default_role FOREIGN KEY (id, default_role_id) REFERENCES roles (app_id, id)
          DEFERRABLE INITIALLY DEFERRED`);
    await queryRunner.query('CREATE INDEX roles_by_app ON roles (app_id)');
    // Times of whole milliseconds, as JavaScript has them: pages of a list begin where the one before ended.
    await queryRunner.query(`
      CREATE TABLE memberships (
        id text PRIMARY KEY,
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        role_id text NOT NULL,
        joined_via text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (user_id, app_id),
        FOREIGN KEY (app_id, role_id) REFERENCES roles (app_id, id)
      )`);
    await queryRunner.query(
      'CREATE INDEX memberships_by_app ON memberships (app_id, created_at, id)',
    );
    await queryRunner.query('CREATE INDEX memberships_by_role ON memberships (app_id, role_id)');
    await queryRunner.query(`
      CREATE TABLE invitations (
        id text PRIMARY KEY,
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        invited_by text,
        message text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (user_id, app_id)
      )`);
    await queryRunner.query('CREATE INDEX invitations_by_app ON invitations (app_id)');
    await queryRunner.query(`
      CREATE TABLE invite_links (
        id text PRIMARY KEY,
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        token text NOT NULL UNIQUE,
        name text,
        max_uses integer NOT NULL DEFAULT -1,
        uses integer NOT NULL DEFAULT 0 CHECK (max_uses < 0 OR uses <= max_uses),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query('CREATE INDEX invite_links_by_app ON invite_links (app_id)');
    await queryRunner.query(`
      CREATE TABLE join_requests (
        id text PRIMARY KEY,
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        comment text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (user_id, app_id)
      )`);
    await queryRunner.query(
      'CREATE INDEX join_requests_by_app ON join_requests (app_id, created_at, id)',
    );
    await queryRunner.query(`
      CREATE TABLE publication_requests (
        app_id text PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
        visibility text NOT NULL CHECK (visibility IN ('Public', 'PublicRequestAccess')),
        requested_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(`
      CREATE TABLE app_api_keys (
        id text PRIMARY KEY,
        app_id text NOT NULL REFERENCES apps ON DELETE CASCADE,
        role_id text NOT NULL,
        name text NOT NULL,
        description text,
        hash bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        FOREIGN KEY (app_id, role_id) REFERENCES roles (app_id, id)
      )`);
    await queryRunner.query('CREATE INDEX app_api_keys_by_app ON app_api_keys (app_id, role_id)');
    await queryRunner.query('CREATE INDEX app_api_keys_by_expiry ON app_api_keys (expires_at)');
    // The apps that were there had no members: nobody but the platform's administrators can reach them.
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE apps ADD name text NOT NULL DEFAULT '', ADD description text NOT NULL DEFAULT ''`);
    await queryRunner.query(`
      UPDATE apps SET name = meta.name, description = meta.description
        FROM app_metadata meta WHERE app_id = apps.id AND target = '' AND language = 'en'`);
    await queryRunner.query(
      'ALTER TABLE apps DROP CONSTRAINT apps_owner_role, DROP CONSTRAINT apps_default_role',
    );
    await queryRunner.query(
      `DROP TABLE app_api_keys, publication_requests, join_requests, invite_links, invitations,
        memberships, roles, app_metadata`,
    );
    await queryRunner.query(`
      ALTER TABLE apps DROP status, DROP visibility, DROP execution_mode, DROP primary_category,
        DROP secondary_category, DROP authors, DROP bits, DROP changelog, DROP version, DROP frontend,
        DROP price, DROP rating_sum, DROP rating_count, DROP download_count, DROP interactions_count,
        DROP relevance_score, DROP owner_role_id, DROP default_role_id`);
  }
}
