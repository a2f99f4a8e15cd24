import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AnyJson } from '../setup/api-client.js';
import { startApp } from '../setup/app.js';
import { insertApiKey, insertApp } from '../setup/apps.js';
import { countQueries } from '../setup/count-queries.js';
import { insertListed, type TestListing } from '../setup/listings.js';
import { type Person, Teams } from '../setup/teams.js';

let teams: Teams;
let person: Person;

beforeAll(async () => {
  teams = await Teams.start();
  person = await teams.person();
  await publish({
    name: 'Invoice reader',
    tags: ['finance', 'pdf'],
    author: 'Ada Lovelace',
    ranking: 3,
    category: 'Finance',
  });
  await publish({
    name: 'Mails',
    description: 'Sends invoices by mail',
    tags: ['office'],
    ranking: 5,
    downloads: 90,
    category: 'Business',
  });
  await publish({
    name: 'Wetter über München',
    description: 'Regen oder Sonne',
    ranking: 1,
    downloads: 7,
  });
  await publish({
    name: 'Running club',
    description: 'Reads 100% of _everything_',
    tags: ['sport'],
    ranking: 2,
  });
  // Never published, whatever its visibility.
  await insertApp(teams.database, person.id, { visibility: 'Public' });
});
afterAll(() => teams.stop());

const publish = (listing: TestListing): Promise<string> =>
  insertListed(teams.database, person.id, listing);

async function search(parameters: Record<string, string>): Promise<AnyJson> {
  const { status, body } = await person.get(`/api/v1/store?${new URLSearchParams(parameters)}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
}

const names = async (parameters: Record<string, string>): Promise<string[]> =>
  (await search(parameters)).items.map(({ name }: { name: string }) => name);

describe('GET /store', () => {
  it('lists what is published, the best rated first, and nothing else', async () => {
    expect(await names({})).toEqual([
      'Mails',
      'Invoice reader',
      'Running club',
      'Wetter über München',
    ]);
    expect(await names({ sort: 'popular', limit: '2' })).toEqual(['Mails', 'Wetter über München']);
    expect((await names({ sort: 'newest' }))[0]).toBe('Running club');
  });

  it.each([
    ['invoice', ['Invoice reader', 'Mails']],
    ['INVOICES', ['Invoice reader', 'Mails']],
    ['invo', ['Invoice reader', 'Mails']],
    ['mail invoice', ['Mails']],
    ['run', ['Running club']],
    ['runnin', ['Running club']],
    ['pdf', ['Invoice reader']],
    ['lovelace', ['Invoice reader']],
    ['münch', ['Wetter über München']],
    ['weather', []],
  ])('finds %j by its words, stems and beginnings, names first', async (query, expected) => {
    expect(await names({ query })).toEqual(expected);
  });

  it('puts typing errors right when nothing is found otherwise, and says so', async () => {
    const { items, corrected_query: corrected } = await search({ query: 'invocie reader' });
    expect([items.length, items[0].name, corrected]).toEqual([
      1,
      'Invoice reader',
      'invoice reader',
    ]);
    expect((await search({ query: 'loveace' })).corrected_query).toBe('lovelace');
    expect((await search({ query: 'invoice' })).corrected_query).toBeNull();
  });

  it('filters, and counts categories and tags of what it found', async () => {
    expect(await names({ tag: 'office' })).toEqual(['Mails']);
    expect(await names({ category: 'Finance' })).toEqual(['Invoice reader']);
    expect(await names({ author: 'ada lovelace' })).toEqual(['Invoice reader']);
    expect(await names({ author: person.id, limit: '1' })).toEqual(['Mails']);
    expect((await search({ query: 'invoice' })).facets).toEqual({
      categories: [
        { value: 'Business', count: 1 },
        { value: 'Finance', count: 1 },
      ],
      tags: [
        { value: 'finance', count: 1 },
        { value: 'office', count: 1 },
        { value: 'pdf', count: 1 },
      ],
      complete: true,
    });
  });

  it.each([
    ['query', '%%%%'],
    ['query', '_'],
    ['query', "'; DROP TABLE store_listings; --"],
    ['query', 'a & !b | (c <-> d):*'],
    ['query', '\\'],
    ['query', '"""'],
    ['query', '\u{1F600} \u202E ﷽ ½ ²'],
    ['query', '\uD800'],
    ['query', 'x'.repeat(200)],
    ['query', 'a '.repeat(100)],
    ['tag', "'}"],
    ['tag', '%'],
    ['author', '%'],
    ['query', "x' | 'y:*"],
    ['query', '*:*'],
    ['query', '\u0301\u0302'],
    ['query', '\uDFFF'],
  ])('takes the %s %j for what it is', async (name, value) => {
    expect(await names({ [name]: value })).toEqual([]);
  });

  it.each([
    ['query', 'x'.repeat(10_000)],
    ['query', 'nothing\0here'],
    ['tag', 'a\0b'],
    ['author', '\0'],
    ['category', 'Nonsense'],
    ['sort', 'ranking; --'],
    ['limit', '101'],
    ['cursor', 'bm9uc2Vuc2U'],
    ['cursor', Buffer.from('["rating","NaN","x"]').toString('base64url')],
    ['cursor', Buffer.from('["popular","1","x"]').toString('base64url')],
    ['cursor', Buffer.from('["rating","1e400","x"]').toString('base64url')],
    ['cursor', Buffer.from('["rating","1","a\\u0000b"]').toString('base64url')],
    ['cursor', 'x'.repeat(10_000)],
    ['visibility', 'Private'],
  ])('refuses the %s %#, by name', async (name, value) => {
    const { status, body } = await person.get(
      `/api/v1/store?${new URLSearchParams({ [name]: value })}`,
    );
    expect([status, body.errors?.[0]?.path]).toEqual([400, name]);
  });

  it('goes on where a page ended, although others are published meanwhile', async () => {
    for (const sort of ['rating', 'popular', 'newest', 'updated']) {
      const expected = await names({ sort });
      const seen: string[] = [];
      let added: string | undefined;
      for (let next: string | null = ''; next !== null;) {
        const page = await search({ sort, limit: '1', ...(next !== '' && { cursor: next }) });
        seen.push(...page.items.map(({ name }: { name: string }) => name));
        next = page.next_cursor;
        added ??= await publish({ name: 'Added', ranking: 100, downloads: 1000 });
      }
      expect([sort, seen]).toEqual([sort, expected]);
      await teams.database.query('DELETE FROM apps WHERE id = $1', [added]);
    }
    const first = await search({ query: 'invoice', limit: '1' });
    expect(await names({ query: 'invoice', limit: '1', cursor: first.next_cursor })).toEqual([
      'Mails',
    ]);
  });

  it('refuses cursors of times that there are not', async () => {
    for (const time of [
      '9999-99-99 00:00:00+00',
      '2026-02-31 00:00:00+00',
      '2026-01-01 24:61:00+00',
      '0000-01-01 00:00:00+00',
    ]) {
      const cursor = Buffer.from(JSON.stringify(['newest', time, 'x'])).toString('base64url');
      const { status, body } = await person.get(`/api/v1/store?sort=newest&cursor=${cursor}`);
      expect([time, status, body.errors[0].path]).toEqual([time, 400, 'cursor']);
    }
  });

  it.each(['rating', 'popular', 'relevance', 'newest', 'updated'])(
    'shows each that stays as it is exactly once by %s, whatever happens to others meanwhile',
    async (sort) => {
      const listed = async (name: string, place: number) =>
        publish({ name: `${name} zebra`, ranking: place, downloads: place });
      const steady: string[] = [];
      for (let place = 1; place <= 9; place++) steady.push(await listed(`Steady${place}`, place));
      const restless: string[] = [];
      for (let place = 1; place <= 6; place++)
        restless.push(await listed(`Restless${place}`, place));
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page = await search({
          query: 'zebra',
          sort,
          limit: '2',
          ...(next !== '' && { cursor: next }),
        });
        seen.push(...page.items.map(({ id }: { id: string }) => id));
        next = page.next_cursor;
        const [changed, deleted] = restless.splice(0, 2);
        await teams.database.query(
          `UPDATE store_listings SET ranking = 9 - ranking, download_count = 9 - download_count,
            published_at = now(), updated_at = now() WHERE app_id = $1`,
          [changed],
        );
        await teams.database.query('DELETE FROM apps WHERE id = $1', [deleted]);
        await listed('Added', seen.length % 4);
      }
      expect(seen.filter((id) => steady.includes(id)).toSorted()).toEqual(steady.toSorted());
      await teams.database.query(
        'DELETE FROM apps WHERE id IN (SELECT app_id FROM store_listings WHERE name LIKE $1)',
        ['%zebra'],
      );
    },
  );

  it('refuses cursors of counts that Postgres can not hold', async () => {
    for (const count of ['1.5', '1e3', '99999999999999999999', '-1']) {
      const cursor = Buffer.from(JSON.stringify(['popular', count, 'x'])).toString('base64url');
      const { status } = await person.get(`/api/v1/store?sort=popular&cursor=${cursor}`);
      expect([count, status]).toEqual([count, 400]);
    }
  });

  it('learns words when they change, and not when it is rated', async () => {
    const id = await publish({ name: 'Quagga' });
    const known = async () =>
      (
        await teams.database.query(`SELECT word FROM store_words WHERE word IN ('quagga', 'okapi')`)
      ).rows.map(({ word }) => word);
    await teams.database.query(`DELETE FROM store_words WHERE word = 'quagga'`);
    await teams.database.query('UPDATE store_listings SET ranking = 0.1 WHERE app_id = $1', [id]);
    expect(await known()).toEqual([]);
    await teams.database.query(`UPDATE store_listings SET name = 'Okapi' WHERE app_id = $1`, [id]);
    expect(await known()).toEqual(['okapi']);
    expect(await names({ query: 'okappi' })).toEqual(['Okapi']);
    expect(await names({ query: 'quagga' })).toEqual([]);
    await teams.database.query('DELETE FROM apps WHERE id = $1', [id]);
  });

  it('answers 304 to whoever has it already, and links to the next page', async () => {
    const { headers } = await person.get('/api/v1/store?limit=2');
    expect(headers.get('link')).toMatch(/^<\/api\/v1\/store\?limit=2&cursor=[\w-]+>; rel="next"$/);
    const known = person.with({
      'if-none-match': headers.get('etag')!,
      authorization: `Bearer ${await token()}`,
    });
    expect((await known.get('/api/v1/store?limit=2')).status).toBe(304);
    expect((await known.get('/api/v1/store?limit=3')).status).toBe(200);
  });

  it('takes four queries at most, with that for the credentials', async () => {
    await person.get('/api/v1/store');
    expect(await countQueries(() => person.get('/api/v1/store?query=invoice'))).toBeLessThanOrEqual(
      2,
    );
    expect(await countQueries(() => person.get('/api/v1/store?query=invocie'))).toBeLessThanOrEqual(
      4,
    );
    expect(await countQueries(() => person.get('/api/v1/store?query=%25%25'))).toBeLessThanOrEqual(
      1,
    );
  });
});

const token = async () => (await teams.client.register()).access_token;

describe('who may look', () => {
  it('needs a user, unless the hub lets everybody in', async () => {
    expect((await teams.client.get('/api/v1/store')).status).toBe(401);
    expect((await teams.client.as('nonsense').get('/api/v1/store')).status).toBe(401);
    const app = await insertApp(teams.database, person.id);
    const key = await insertApiKey(teams.database, app.id, app.roles.admin);
    expect((await teams.client.with({ 'x-api-key': key }).get('/api/v1/store')).status).toBe(403);
  });

  it('is everybody where the hub says so', async () => {
    const open = await Teams.start({ HUB_OVERRIDES: '{"features":{"unauthorized_read":true}}' });
    try {
      expect((await open.client.get('/api/v1/store')).status).toBe(200);
      expect((await open.client.get('/api/v1/info/features')).body.unauthorized_read).toBe(true);
      expect((await open.client.as('nonsense').get('/api/v1/store')).status).toBe(401);
    } finally {
      await open.stop();
    }
  });

  it('is told at start when the settings of the environment are wrong', async () => {
    await expect(
      startApp('api', { HUB_OVERRIDES: '{"features":{"unauthorized_read":7}}' }),
    ).rejects.toThrow(
      'HUB_CONFIG with HUB_OVERRIDES features.unauthorized_read must be a boolean value',
    );
  });
});
