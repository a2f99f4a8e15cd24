import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AnyJson } from '../setup/api-client.js';
import { countQueries } from '../setup/count-queries.js';
import { insertListed } from '../setup/listings.js';
import { type Person, Teams } from '../setup/teams.js';

let teams: Teams;
let person: Person;
const ids: Record<string, string> = {};

beforeAll(async () => {
  teams = await Teams.start();
  person = await teams.person();
  const owner = await teams.person();
  const apps = [
    ['invoices', 'Public', 'Invoice reader', 'Reads 100% of them', ['finance', 'pdf'], 10, 3],
    ['mails', 'PublicRequestAccess', 'Mails', 'Sends an invoice by mail', ['office'], 500, 1],
    ['other', 'Public', 'Weather', 'Rain or shine', [], 0, 2],
  ] as const;
  for (const [
    place,
    [name, visibility, title, description, tags, downloads, ranking],
  ] of apps.entries()) {
    const category = name === 'other' ? 'Other' : 'Business';
    const listing = { visibility, name: title, description, tags, downloads, ranking, category };
    ids[name] = await insertListed(teams.database, owner.id, { ...listing, category });
    await teams.database.query(
      `UPDATE store_listings SET published_at = now() - $2 * interval '1 hour',
        updated_at = now() - $2 * interval '1 minute' WHERE app_id = $1`,
      [ids[name], 3 - place],
    );
  }
});
afterAll(() => teams.stop());

const namesOf = (pairs: AnyJson): (string | undefined)[] =>
  (pairs as AnyJson[]).map(([app]) => Object.keys(ids).find((name) => ids[name] === app.id));

const found = async (query: string): Promise<(string | undefined)[]> => {
  const { status, body } = await person.get(`/api/v1/apps/search?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return namesOf(body);
};

describe('GET /apps/search', () => {
  it('finds words in names, descriptions and tags, names first, and puts them right', async () => {
    expect(await found('query=invoice')).toEqual(['invoices', 'mails']);
    expect(await found('query=INVOICE%20mail')).toEqual(['mails']);
    expect(await found('query=pdf')).toEqual(['invoices']);
    expect(await found('query=wheather')).toEqual(['other']);
    expect(await found('query=nothing')).toEqual([]);
  });

  it('filters by id, category and tag, and not by author', async () => {
    expect(await found(`id=${ids['mails']}`)).toEqual(['mails']);
    expect(await found('tag=finance')).toEqual(['invoices']);
    expect(await found('category=Other')).toEqual(['other']);
    expect(await found('category=Other&author=nobody')).toEqual(['other']);
  });

  it.each([
    ['BestRated', ['invoices', 'other', 'mails']],
    ['WorstRated', ['mails', 'other', 'invoices']],
    ['MostPopular', ['mails', 'invoices', 'other']],
    ['LeastPopular', ['other', 'invoices', 'mails']],
    ['MostRelevant', ['invoices', 'other', 'mails']],
    ['LeastRelevant', ['mails', 'other', 'invoices']],
    ['NewestCreated', ['other', 'mails', 'invoices']],
    ['OldestCreated', ['invoices', 'mails', 'other']],
    ['NewestUpdated', ['other', 'mails', 'invoices']],
    ['OldestUpdated', ['invoices', 'mails', 'other']],
  ])('orders by %s, by offsets and by links', async (sort, expected) => {
    expect(await found(`sort=${sort}`)).toEqual(expected);
    expect(await found(`sort=${sort}&limit=1&offset=1`)).toEqual([expected[1]]);
    const seen: (string | undefined)[] = [];
    let next: string | undefined = `/api/v1/apps/search?sort=${sort}&limit=1`;
    while (next !== undefined) {
      const { body, headers } = await person.get(next);
      seen.push(...namesOf(body));
      next = /^<(.+)>/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(expected);
  });

  it('weighs words in the order of relevance, upwards too', async () => {
    expect(await found('query=invoice&sort=LeastRelevant')).toEqual(['mails', 'invoices']);
  });

  it.each(['%', '_', "'; DROP TABLE apps; --", '\\', 'x'.repeat(200), '\uD800', '😀'])(
    'takes %j for what it is',
    async (query) => {
      expect(await found(`query=${new URLSearchParams({ query }).toString().slice(6)}`)).toEqual(
        [],
      );
    },
  );

  it('answers pairs of app and metadata, as they were published, in three queries', async () => {
    const path = `/api/v1/apps/search?id=${ids['other']}`;
    await teams.database.query(
      `UPDATE apps SET changelog = 'Not yet', primary_category = 'Games' WHERE id = $1`,
      [ids['other']],
    );
    expect(await countQueries(() => person.get(path))).toBeLessThanOrEqual(3);
    const { body } = await person.get(path);
    expect(body[0][0]).toMatchObject({
      id: ids['other'],
      visibility: 'Public',
      boards: [],
      name: 'Weather',
      primary_category: 'Other',
      changelog: null,
    });
    expect(body[0][1]).toMatchObject({ name: 'Weather', description: 'Rain or shine' });
  });

  it('refuses what it does not know', async () => {
    for (const query of ['sort=Best', 'limit=101', 'cursor=x', 'offset=-1', 'query=a%00b']) {
      const { status, body } = await person.get(`/api/v1/apps/search?${query}`);
      expect([query, status, body.errors[0].path]).toEqual([query, 400, query.split('=')[0]]);
    }
  });
});
