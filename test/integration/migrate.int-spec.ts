import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ApiKey } from '../../src/apps/api-keys/api-key.entity.js';
import { App } from '../../src/apps/app.entity.js';
import { Invitation } from '../../src/apps/team/invitations/invitation.entity.js';
import { InviteLink } from '../../src/apps/team/links/invite-link.entity.js';
import { JoinRequest } from '../../src/apps/team/requests/join-request.entity.js';
import { AppMedia } from '../../src/apps/media/app-media.entity.js';
import { AppMetadata } from '../../src/apps/metadata/app-metadata.entity.js';
import { AppRoute } from '../../src/apps/routes/app-route.entity.js';
import { Role } from '../../src/apps/roles/role.entity.js';
import { Membership } from '../../src/apps/team/membership.entity.js';
import { AuditEvent } from '../../src/audit/audit-event.entity.js';
import { PersonalAccessToken } from '../../src/auth/personal-access-tokens/personal-access-token.entity.js';
import { Session } from '../../src/auth/sessions/session.entity.js';
import { migrate } from '../../src/database/migrate.js';
import { Avatar } from '../../src/users/avatars/avatar.entity.js';
import { Notification } from '../../src/users/notifications/notification.entity.js';
import { Profile } from '../../src/users/profiles/profile.entity.js';
import { User } from '../../src/users/user.entity.js';
import { CreateFiles1765000000000 } from '../../src/database/migrations/1765000000000-create-files.js';
import { migrations } from '../../src/database/migrations/index.js';

/** Foreign keys across modules, checks, indexes, some defaults, and the one generated column. */
const MIGRATIONS_ONLY = /CONSTRAINT|DROP INDEX|DROP DEFAULT|typeorm_metadata|COLUMN "template_id"/;

describe('migrate', () => {
  const url = new URL(process.env['TEST_POSTGRES_URL'] ?? 'postgres://none');
  const admin = new pg.Pool({ connectionString: url.href, max: 1 });
  let name: string;

  beforeEach(async () => {
    name = `flow_like_test_${randomUUID().replaceAll('-', '')}`;
    await admin.query(`CREATE DATABASE ${name}`);
    url.pathname = name;
  });
  afterEach(async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  afterAll(() => admin.end());

  it('run by five replicas at once applies every migration once', async () => {
    const counts = await Promise.all(Array.from({ length: 5 }, () => migrate(url.href)));
    expect(counts.toSorted()).toEqual([0, 0, 0, 0, migrations.length].toSorted());
    expect(await migrate(url.href)).toBe(0);
  });

  it('makes the tables that the entities describe, no more and no less', async () => {
    await migrate(url.href);
    const entities = [
      ApiKey,
      App,
      AppMedia,
      AppMetadata,
      AppRoute,
      AuditEvent,
      Avatar,
      Invitation,
      InviteLink,
      JoinRequest,
      Membership,
      Notification,
      PersonalAccessToken,
      Profile,
      Role,
      Session,
      User,
    ];
    const source = new DataSource({
      type: 'postgres',
      url: url.href,
      entities,
      installExtensions: false,
    });
    await source.initialize();
    try {
      // TypeORM looks here for what generated columns are made of; ours stand in migrations only.
      await source.query(`CREATE TABLE typeorm_metadata (type text, database text, schema text,
        "table" text, name text, value text)`);
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      const schema = upQueries.map(({ query }) => query);
      expect(schema.filter((query) => !MIGRATIONS_ONLY.test(query))).toEqual([]);
    } finally {
      await source.destroy();
    }
  });

  it('makes one of languages that are the same, and tells how large boards are', async () => {
    const before = migrations.slice(0, migrations.indexOf(CreateFiles1765000000000));
    const source = new DataSource({ type: 'postgres', url: url.href, migrations: before });
    await source.initialize();
    const database = new pg.Client({ connectionString: url.href });
    await database.connect();
    try {
      await source.runMigrations();
      await database.query(`INSERT INTO apps (id) VALUES ('a')`);
      await database.query(`INSERT INTO app_metadata (app_id, language, name, updated_at) VALUES
        ('a', 'en', 'English', now()), ('a', 'EN-us', 'older', '2020-01-01'), ('a', 'en-US', 'old', '2021-01-01'),
        ('a', 'en-us', 'newest', '2022-01-01'), ('a', 'zh-hant-TW', 'Chinese', now()), ('a', 'es-419', 'Spanish', now())`);
      await database.query(
        `INSERT INTO boards (app_id, id, draft, draft_hash) VALUES ('a', 'b', '{"x":1}', 'h')`,
      );
      await database.query(`INSERT INTO board_nodes VALUES ('a', 'b', 'n', 1, '{"id":"n"}')`);
      await database.query(
        `INSERT INTO board_versions VALUES ('a', 'b', 0, 0, 1, '{"y":22}', 'h')`,
      );
      await migrate(url.href);
      const { rows: texts } = await database.query(
        'SELECT language, name FROM app_metadata ORDER BY language COLLATE "C"',
      );
      expect(texts).toEqual([
        { language: 'en', name: 'English' },
        { language: 'en-US', name: 'newest' },
        { language: 'es-419', name: 'Spanish' },
        { language: 'zh-Hant-TW', name: 'Chinese' },
      ]);
      const { rows } = await database.query('SELECT bytes, frozen_bytes, revision FROM boards');
      expect(rows).toEqual([{ bytes: '17', frozen_bytes: '8', revision: '1' }]);
    } finally {
      await database.end();
      await source.destroy();
    }
  });

  it('can be taken back', async () => {
    await migrate(url.href);
    const source = new DataSource({
      type: 'postgres',
      url: url.href,
      migrations,
      installExtensions: false,
    });
    await source.initialize();
    try {
      for (const _ of migrations) await source.undoLastMigration();
      const rows: unknown[] = await source.query(
        `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'`,
      );
      expect(rows).toEqual([]);
    } finally {
      await source.destroy();
    }
  });
});
