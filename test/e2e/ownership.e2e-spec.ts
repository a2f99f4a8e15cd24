import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { PASSWORD } from '../setup/api-client.js';
import { insertApp, insertMember } from '../setup/apps.js';
import { of, type Person, statuses, Teams } from '../setup/teams.js';

const APPS_PER_USER = 2;

let teams: Teams;
let database: pg.Pool;

beforeAll(async () => {
  teams = await Teams.start({ APPS_PER_USER: `${APPS_PER_USER}` });
  ({ database } = teams);
});
afterAll(() => teams.stop());

describe('ownership', () => {
  it('is given by the owner, who stays with the default role, and is written down', async () => {
    const [owner, heir] = await teams.people(2);
    const app = await insertApp(database, owner!.id);
    await insertMember(database, app.id, heir!.id, app.roles.user);
    const give = `roles/${app.roles.owner}/assign/${heir!.id}`;
    expect((await owner!.post(of(app, give))).status).toBe(200);
    expect(await teams.ownersOf(app)).toEqual([heir!.id]);
    expect(await teams.roleOf(app, owner!)).toBe(app.roles.user);
    expect((await owner!.post(of(app, give))).status).toBe(403);
    const { body: events } = await heir!.get('/api/v1/user/audit');
    expect(events[0]).toMatchObject({
      action: 'app.ownership-received',
      details: { app_id: app.id, from: owner!.id, to: heir!.id },
    });
  });

  it('given to several at once has one owner at every moment', async () => {
    const owner = await teams.person();
    const app = await insertApp(database, owner.id, { visibility: 'Public' });
    const heirs = await Promise.all(Array.from({ length: 5 }, () => teams.member(app)));
    const counts: number[] = [];
    let done = false;
    const watch = (async () => {
      while (!done) counts.push((await teams.ownersOf(app)).length);
    })();
    const answers = await Promise.all(
      heirs.map(({ id }) => owner.post(of(app, `roles/${app.roles.owner}/assign/${id}`))),
    );
    done = true;
    await watch;
    expect(statuses(answers)).toEqual([200, 403, 403, 403, 403]);
    expect(new Set(counts)).toEqual(new Set([1]));
    expect(await teams.ownersOf(app)).toHaveLength(1);
  });

  it('is not given to somebody banned, nor by a token that may do less', async () => {
    const [owner, heir] = await teams.people(2);
    const app = await insertApp(database, owner!.id);
    await insertMember(database, app.id, heir!.id, app.roles.user);
    const give = of(app, `roles/${app.roles.owner}/assign/${heir!.id}`);
    const { body } = await owner!.put('/api/v1/user/pat', { name: 'x', scopes: ['Admin'] });
    expect((await teams.client.as(body.pat).post(give)).status).toBe(403);
    await teams.ban(heir!);
    expect((await owner!.post(give)).status).toBe(404);
    expect(await teams.ownersOf(app)).toEqual([owner!.id]);
  });

  it('is not given to somebody who owns as many apps as one may', async () => {
    const [owner, heir] = await teams.people(2);
    const app = await insertApp(database, owner!.id);
    await insertMember(database, app.id, heir!.id, app.roles.user);
    for (let n = 0; n < APPS_PER_USER; n++) await insertApp(database, heir!.id);
    const answer = await owner!.post(of(app, `roles/${app.roles.owner}/assign/${heir!.id}`));
    expect([answer.status, answer.body.detail]).toEqual([
      403,
      expect.stringContaining(`more than ${APPS_PER_USER} apps`),
    ]);
  });
});

describe('an account that goes', () => {
  const remove = (who: Person) => who.delete('/api/v1/user', { password: PASSWORD });

  it('takes the apps along that are its owner’s alone, and its place in others', async () => {
    const who = await teams.person();
    const mine = await insertApp(database, who.id);
    const other = await insertApp(database, (await teams.person()).id);
    await insertMember(database, other.id, who.id, other.roles.admin);
    expect((await remove(who)).status).toBe(204);
    const { rows } = await database.query('SELECT id FROM apps WHERE id = ANY($1)', [
      [mine.id, other.id],
    ]);
    expect(rows).toEqual([{ id: other.id }]);
    expect(await teams.countOf('memberships', other)).toBe(1);
  });

  it('is kept while it owns an app that has other members, which the answer names', async () => {
    const who = await teams.person();
    const [alone, shared] = [await insertApp(database, who.id), await insertApp(database, who.id)];
    const member = await teams.member(shared);
    const refused = await remove(who);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain(`App ${shared.id} (${shared.id})`);
    expect(refused.body.detail).not.toContain(alone.id);
    expect((await who.get('/api/v1/user')).status).toBe(200);
    expect(await teams.ownersOf(alone)).toEqual([who.id]);
    await who.post(of(shared, `roles/${shared.roles.owner}/assign/${member.id}`));
    expect((await remove(who)).status).toBe(204);
    expect(await teams.ownersOf(shared)).toEqual([member.id]);
  });

  it('while it is made an owner leaves no app without one', async () => {
    for (let round = 0; round < 5; round++) {
      const owner = await teams.person();
      const app = await insertApp(database, owner.id);
      const heir = await teams.member(app);
      const [given, removed] = await Promise.all([
        owner.post(of(app, `roles/${app.roles.owner}/assign/${heir.id}`)),
        remove(heir),
      ]);
      expect([
        [200, 409],
        [404, 204],
      ]).toContainEqual([given.status, removed.status]);
      expect(await teams.ownersOf(app)).toEqual([given.status === 200 ? heir.id : owner.id]);
    }
  });
});
