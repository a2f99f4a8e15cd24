import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ApiKey } from '../../src/apps/api-keys/api-key.entity.js';
import { App } from '../../src/apps/app.entity.js';
import { Invitation } from '../../src/apps/team/invitations/invitation.entity.js';
import { InviteLink } from '../../src/apps/team/links/invite-link.entity.js';
import { JoinRequest } from '../../src/apps/team/requests/join-request.entity.js';
import { AppMetadata } from '../../src/apps/metadata/app-metadata.entity.js';
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
      AppMetadata,
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
