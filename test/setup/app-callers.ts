import { createId } from '@paralleldrive/cuid2';
import type pg from 'pg';
import type { Visibility } from '../../src/apps/app-terms.js';
import {
  APP_PERMISSIONS,
  type AppPermission,
  MEMBER_PERMISSIONS,
} from '../../src/common/app-permission.js';
import type { ApiClient } from './api-client.js';
import type { RouteRule } from './app-routes.js';
import {
  insertApiKey,
  insertApp,
  insertMember,
  insertRole,
  insertToken,
  type TestApp,
} from './apps.js';

const { Owner, Admin, ReadRoles } = APP_PERMISSIONS;
const EVERYTHING = 1;

/** What an answer says about the caller. */
export type Verdict = 'unauthenticated' | 'forbidden' | 'hidden' | 'permitted';

/** Somebody, or something, that calls the routes of an app. */
export interface AppCaller {
  readonly name: string;
  readonly kind: 'member' | 'stranger' | 'limited token' | 'key' | 'key of another app' | 'nobody';
  /** What they may do in the app, by bits. */
  readonly permissions: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * An app with a caller of every kind: with each single permission, with none, and with what only looks like
 * a permission. It has a price, so that nobody joins it by asking.
 */
export async function insertAppWithCallers(
  database: pg.Pool,
  client: ApiClient,
  visibility: Visibility,
): Promise<{ app: TestApp; callers: AppCaller[] }> {
  const [owner, stranger] = [await client.register(), await client.register()];
  const app = await insertApp(database, owner.user.id, { visibility, price: 100 });
  const elsewhere = await insertApp(database, stranger.user.id, { visibility });

  const member = async (name: string, roleId: string, permissions: number): Promise<AppCaller> => {
    const id = await insertUser(database);
    await insertMember(database, app.id, id, roleId);
    const headers = bearer(await insertToken(database, id, EVERYTHING));
    return { name, kind: 'member', permissions, headers };
  };
  const key = async (name: string, roleId: string, permissions: number): Promise<AppCaller> => {
    const headers = { 'x-api-key': await insertApiKey(database, app.id, roleId) };
    return { name, kind: 'key', permissions, headers };
  };
  const single = async ([name, bit]: [string, number]) =>
    member(`member with ${name}`, await insertRole(database, app.id, bit), bit);
  const banned = await member('banned administrator', app.roles.admin, Admin);
  await database.query(
    `UPDATE users SET status = 'Banned' WHERE id = (SELECT user_id FROM personal_access_tokens WHERE id = $1)`,
    [banned.headers['authorization']!.slice('Bearer pat_'.length).split('.')[0]],
  );
  const narrow = await insertToken(database, owner.user.id, ReadRoles);
  const foreign = await insertApiKey(database, elsewhere.id, elsewhere.roles.admin);
  const nothing = { permissions: 0 };
  return {
    app,
    callers: [
      { ...nothing, name: 'nobody', kind: 'nobody', headers: {} },
      { ...banned, kind: 'nobody' },
      { ...nothing, name: 'stranger', kind: 'stranger', headers: bearer(stranger.access_token) },
      {
        ...nothing,
        name: 'key of another app',
        kind: 'key of another app',
        headers: { 'x-api-key': foreign },
      },
      await key('key with the default role', app.roles.user, MEMBER_PERMISSIONS),
      await key('key with the role Admin', app.roles.admin, Admin),
      {
        name: 'owner’s token for ReadRoles',
        kind: 'limited token',
        permissions: ReadRoles,
        headers: bearer(narrow),
      },
      await member('member without permissions', await insertRole(database, app.id, 0), 0),
      await member('member with the default role', app.roles.user, MEMBER_PERMISSIONS),
      ...(await Promise.all(
        Object.entries(APP_PERMISSIONS)
          .filter(([, bit]) => bit > Admin)
          .map(single),
      )),
      await member('administrator', app.roles.admin, Admin),
      {
        name: 'owner',
        kind: 'member',
        permissions: Owner,
        headers: bearer(owner.access_token),
      },
    ],
  };
}

/** What must become of a call. Says it in its own words, apart from the code that decides it in the server. */
export function verdictFor(
  { needs, andNeeds, usersOnly }: RouteRule,
  { kind, permissions }: AppCaller,
  visibility: Visibility,
): Verdict {
  const isListed = visibility === 'Public' || visibility === 'PublicRequestAccess';
  if (needs === 'nothing') return 'permitted';
  if (kind === 'nobody') return 'unauthenticated';
  if (needs === 'user' || needs === 'listed') {
    if (kind !== 'member' && kind !== 'stranger') return 'forbidden';
    return needs === 'listed' && kind === 'stranger' && !isListed ? 'hidden' : 'permitted';
  }
  if (kind === 'key of another app') return 'hidden';
  if (kind === 'stranger') return isListed ? 'forbidden' : 'hidden';
  if (usersOnly === true && kind === 'key') return 'forbidden';
  const isAllowed = isEnough(permissions, needs) && isEnough(permissions, andNeeds ?? 'member');
  return isAllowed ? 'permitted' : 'forbidden';
}

function isEnough(
  permissions: number,
  needs: AppPermission | readonly AppPermission[] | 'member',
): boolean {
  if (typeof needs !== 'string') return needs.some((one) => isEnough(permissions, one));
  if (needs === 'member' || permissions === Owner) return true;
  if (needs === 'Owner') return false;
  return permissions === Admin || (permissions & APP_PERMISSIONS[needs]) !== 0;
}

async function insertUser(database: pg.Pool): Promise<string> {
  const id = createId();
  await database.query('INSERT INTO users (id) VALUES ($1)', [id]);
  return id;
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
