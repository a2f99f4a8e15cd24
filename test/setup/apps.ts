import { createId } from '@paralleldrive/cuid2';
import type pg from 'pg';
import type { Visibility } from '../../src/apps/app-terms.js';
import { APP_PERMISSIONS, MEMBER_PERMISSIONS } from '../../src/common/app-permission.js';
import { hashOf, randomSecret } from '../../src/common/secret-token.js';

export interface TestApp {
  readonly id: string;
  readonly roles: { readonly owner: string; readonly admin: string; readonly user: string };
}

/** Writes an app with the roles every app begins with straight into a test database. */
export async function insertApp(
  database: pg.Pool,
  ownerId: string,
  {
    visibility = 'Prototype',
    price = null,
  }: { visibility?: Visibility; price?: number | null } = {},
): Promise<TestApp> {
  const id = createId();
  const roles = { owner: createId(), admin: createId(), user: createId() };
  // In one statement: app and roles refer to each other.
  await database.query(
    `WITH app AS (INSERT INTO apps (id, visibility, price, owner_role_id, default_role_id)
        VALUES ($1, $2, $3, $4, $6) RETURNING id),
      named AS (INSERT INTO app_metadata (app_id, language, name)
        SELECT id, 'en', 'App ' || id FROM app),
      made AS (INSERT INTO roles (id, app_id, name, permissions) SELECT * FROM (VALUES
        ($4, $1, 'Owner', $7::bigint), ($5, $1, 'Admin', $8::bigint), ($6, $1, 'User', $9::bigint)) role)
      INSERT INTO memberships (id, app_id, user_id, role_id) VALUES ($10, $1, $11, $4)`,
    [
      id,
      visibility,
      price,
      roles.owner,
      roles.admin,
      roles.user,
      APP_PERMISSIONS.Owner,
      APP_PERMISSIONS.Admin,
      MEMBER_PERMISSIONS,
      createId(),
      ownerId,
    ],
  );
  return { id, roles };
}

export async function insertMember(
  database: pg.Pool,
  appId: string,
  userId: string,
  roleId: string,
): Promise<void> {
  await database.query(
    'INSERT INTO memberships (id, app_id, user_id, role_id) VALUES ($1, $2, $3, $4)',
    [createId(), appId, userId, roleId],
  );
}

export async function insertRole(
  database: pg.Pool,
  appId: string,
  permissions: number,
): Promise<string> {
  const id = createId();
  await database.query(
    'INSERT INTO roles (id, app_id, name, permissions) VALUES ($1, $2, $1, $3)',
    [id, appId, permissions],
  );
  return id;
}

/** A personal access token; with the permissions 1 it may whatever its user may. */
export async function insertToken(
  database: pg.Pool,
  userId: string,
  permissions: number,
): Promise<string> {
  const [id, secret] = [createId(), randomSecret()];
  await database.query(
    `INSERT INTO personal_access_tokens (id, user_id, name, hash, permissions) VALUES ($1, $2, $1, $3, $4)`,
    [id, userId, hashOf(secret), permissions],
  );
  return `pat_${id}.${secret}`;
}

export async function insertApiKey(
  database: pg.Pool,
  appId: string,
  roleId: string,
): Promise<string> {
  const [id, secret] = [createId(), randomSecret()];
  await database.query(
    `INSERT INTO app_api_keys (id, app_id, role_id, name, hash) VALUES ($1, $2, $3, $1, $4)`,
    [id, appId, roleId, hashOf(secret)],
  );
  return `flk_${appId}.${id}.${secret}`;
}
