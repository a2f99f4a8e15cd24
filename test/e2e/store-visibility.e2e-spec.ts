import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VISIBILITIES, type Visibility } from '../../src/apps/app-terms.js';
import type { AnyJson, ApiClient } from '../setup/api-client.js';
import { insertApp, insertMember } from '../setup/apps.js';
import { insertListing } from '../setup/listings.js';
import { Teams } from '../setup/teams.js';

const CALLERS = ['anonymous', 'user', 'member', 'owner', 'moderator', 'banned'] as const;
type CallerName = (typeof CALLERS)[number];

/** ReadPublishing and WritePublishing. */
const MODERATOR = 2 | 4;

const ROUTES: Record<string, (client: ApiClient, id: string) => Promise<boolean | number>> = {
  'GET /store': async (client) => shown(await client.get('/api/v1/store?query=okapi')),
  'GET /store, by words of the app': async (client, id) =>
    shown(await client.get(`/api/v1/store?query=${id}`)),
  'GET /store/{id}': async (client, id) => {
    const { status } = await client.get(`/api/v1/store/${id}`);
    return status === 200 ? true : status === 404 ? false : status;
  },
  'GET /apps/search': async (client) => shown(await client.get('/api/v1/apps/search?query=okapi')),
  'GET /apps/search?id': async (client, id) =>
    shown(await client.get(`/api/v1/apps/search?id=${id}`)),
};

/** Whether anything was found, or the status of the refusal. */
function shown({ status, body }: { status: number; body: AnyJson }): boolean | number {
  if (status !== 200) return status;
  return (Array.isArray(body) ? body : body.items).length > 0;
}

describe.each([false, true])('where everybody may look: %s', (open) => {
  let teams: Teams;
  let clients: Record<CallerName, ApiClient>;
  const ids: Partial<Record<Visibility, string>> = {};

  beforeAll(async () => {
    teams = await Teams.start({
      FIRST_ADMIN_EMAIL: 'boss@example.com',
      HUB_OVERRIDES: JSON.stringify({ features: { unauthorized_read: open } }),
    });
    const { access_token: boss } = await teams.client.register('boss@example.com');
    const [user, member, owner, moderator, banned] = await teams.people(5);
    for (const visibility of VISIBILITIES) {
      const app = await insertApp(teams.database, owner!.id, { visibility });
      ids[visibility] = app.id;
      await teams.database.query(
        `UPDATE app_metadata SET name = 'Okapi', description = app_id WHERE app_id = $1`,
        [app.id],
      );
      for (const { id } of [member!, banned!])
        await insertMember(teams.database, app.id, id, app.roles.user);
    }
    const administer = (id: string, change: object) =>
      teams.client.as(boss).patch(`/api/v1/admin/users/${id}`, change);
    assert.equal((await administer(moderator!.id, { permission: MODERATOR })).status, 200);
    assert.equal((await administer(banned!.id, { status: 'Banned' })).status, 200);
    clients = {
      anonymous: teams.client,
      user: user!,
      member: member!,
      owner: owner!,
      moderator: moderator!,
      banned: banned!,
    };
  });
  afterAll(() => teams.stop());

  const refusal = (caller: CallerName): number | undefined =>
    caller === 'banned' || (caller === 'anonymous' && !open) ? 401 : undefined;

  describe.each(VISIBILITIES)('an app that is %s', (visibility) => {
    it.each(CALLERS)('is not found by the %s while it is not published', async (caller) => {
      for (const [route, finds] of Object.entries(ROUTES))
        expect([route, await finds(clients[caller], ids[visibility]!)]).toEqual([
          route,
          refusal(caller) ?? false,
        ]);
    });
  });

  describe.each(['Public', 'PublicRequestAccess'] as const)('an app that is %s', (visibility) => {
    it.each(CALLERS)('is found by the %s once it is published', async (caller) => {
      const id = ids[visibility]!;
      const listing = { name: 'Okapi', description: id, visibility };
      await insertListing(teams.database, id, 'somebody', listing);
      for (const [route, finds] of Object.entries(ROUTES))
        expect([route, await finds(clients[caller], id)]).toEqual([route, refusal(caller) ?? true]);
      await teams.database.query('DELETE FROM store_listings WHERE app_id = $1', [id]);
    });
  });
});
