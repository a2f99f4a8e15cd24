import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertApp, type TestApp } from '../setup/apps.js';
import { publish as publishApp } from '../setup/store.js';
import { of, type Person, statuses, Teams } from '../setup/teams.js';

let teams: Teams;
let owner: Person;
let app: TestApp;

beforeAll(async () => {
  teams = await Teams.start({ PUBLICATION_REVIEW: 'automatic' });
  owner = await teams.person();
});
afterAll(() => teams.stop());

async function fresh(): Promise<void> {
  app = await insertApp(teams.database, owner.id);
}
const publish = () => publishApp(owner, app.id);

const rate = (person: Person, rating: unknown, comment?: string) =>
  person.put(`/api/v1/store/${app.id}/rating`, { rating, ...(comment && { comment }) });
const recount = async () => {
  const { rows } = await teams.database.query(
    `SELECT apps.rating_sum = sum(rating) AND apps.rating_count = count(*)
        AND listing.rating_sum = sum(rating) AND listing.rating_count = count(*) AS agrees,
      count(*)::integer AS count, listing.ranking
    FROM apps JOIN store_listings listing ON listing.app_id = apps.id
      JOIN app_ratings rating ON rating.app_id = apps.id
    WHERE apps.id = $1 GROUP BY apps.id, listing.app_id`,
    [app.id],
  );
  return rows[0] as { agrees: boolean; count: number; ranking: number };
};

it('of one app add up, whoever rates at once and however often', async () => {
  await fresh();
  await publish();
  const raters = await teams.people(50);
  const rounds = await Promise.all(
    raters.flatMap((person, at) => [rate(person, (at % 5) + 1), rate(person, 5), rate(person, 2)]),
  );
  expect(new Set(statuses(rounds))).toEqual(new Set([200]));
  expect(await recount()).toMatchObject({ agrees: true, count: 50 });
  await Promise.all(
    raters.slice(0, 20).map((person) => person.delete(`/api/v1/store/${app.id}/rating`)),
  );
  expect(await recount()).toMatchObject({ agrees: true, count: 30 });
});

it('are one per person and version, changed and taken back', async () => {
  await fresh();
  await publish();
  const person = await teams.person();
  expect((await rate(person, 1, 'Bad.')).body).toMatchObject({ rating: 1, version: 1 });
  expect((await rate(person, 4, 'Better.')).body).toMatchObject({
    rating: 4,
    comment: 'Better.',
  });
  await publish();
  await rate(person, 5);
  expect((await recount()).count).toBe(2);
  const { body } = await person.get(`/api/v1/store/${app.id}/ratings`);
  expect(body).toMatchObject([
    { rating: 4, version: 1 },
    { rating: 5, version: 2 },
  ]);
  const mine = `/api/v1/store/${app.id}/rating`;
  expect((await person.get(mine)).body.rating).toBe(5);
  expect((await person.delete(mine)).status).toBe(204);
  expect((await person.delete(mine)).status).toBe(404);
  expect((await person.get(mine)).status).toBe(404);
  expect(await recount()).toMatchObject({ agrees: true, count: 1 });
});

it('of a few do not win over those of many', async () => {
  await fresh();
  await publish();
  for (const person of await teams.people(1)) await rate(person, 5);
  const few = (await recount()).ranking;
  await fresh();
  await publish();
  for (const person of await teams.people(12)) await rate(person, 5);
  expect((await recount()).ranking).toBeGreaterThan(few);
  expect(few).toBeCloseTo(35 / 11);
});

it('are for those who may see the app and do not work at it', async () => {
  await fresh();
  const person = await teams.person();
  expect((await rate(person, 5)).status).toBe(404);
  await publish();
  expect((await rate(owner, 5)).status).toBe(403);
  expect((await rate(await teams.member(app, 'admin'), 5)).status).toBe(403);
  expect((await rate(await teams.member(app, 'user'), 5)).status).toBe(200);
  for (const rating of [0, 6, 2.5, '5', null])
    expect((await rate(person, rating)).status).toBe(400);
  const path = `/api/v1/store/${app.id}/rating`;
  expect((await teams.client.put(path, { rating: 5 })).status).toBe(401);
  expect((await teams.client.get(`${path}s`)).status).toBe(401);
  await owner.patch(of(app, 'visibility'), { visibility: 'Prototype' });
  expect((await rate(person, 5)).status).toBe(404);
  expect((await person.get(`${path}s`)).status).toBe(404);
});

it('order the store: what many found good stands before what one did', async () => {
  const order: string[] = [];
  for (const [stars, people] of [
    [5, 1],
    [5, 12],
    [1, 12],
  ] as const) {
    await fresh();
    await publish();
    for (const person of await teams.people(people)) await rate(person, stars);
    order.push(app.id);
  }
  const [one, many, bad] = order;
  const { body } = await owner.get('/api/v1/store?sort=rating&limit=100');
  const ids = (body.items as { id: string }[]).map(({ id }) => id);
  expect(ids.filter((id) => order.includes(id))).toEqual([many, one, bad]);
});
