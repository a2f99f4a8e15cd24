import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertApp } from '../setup/apps.js';
import type { AnyJson } from '../setup/api-client.js';
import { type Person, Teams } from '../setup/teams.js';

let teams: Teams;
let person: Person;
const ids: Record<string, string> = {};

beforeAll(async () => {
  teams = await Teams.start();
  person = await teams.person();
  const owner = await teams.person();
  const apps = [
    ['invoices', 'Public', 'Invoice reader', 'Reads 100% of them', ['finance', 'pdf'], 10],
    ['mails', 'PublicRequestAccess', 'Mails', 'Sends an invoice by mail', ['office'], 500],
    ['other', 'Public', 'Weather', 'Rain or shine', [], 0],
    ['hidden', 'Private', 'Invoice secrets', 'Nobody may see', ['finance'], 0],
    ['draft', 'Prototype', 'Invoice draft', 'Not yet', ['finance'], 0],
  ] as const;
  for (const [name, visibility, title, description, tags, downloads] of apps) {
    const { id } = await insertApp(teams.database, owner.id, { visibility });
    ids[name] = id;
    await teams.database.query(
      `UPDATE app_metadata SET name = $2, description = $3, tags = $4 WHERE app_id = $1`,
      [id, title, description, tags],
    );
    await teams.database.query(
      `UPDATE apps SET download_count = $2, primary_category = $3 WHERE id = $1`,
      [id, downloads, name === 'other' ? 'Other' : 'Business'],
    );
  }
});
afterAll(() => teams.stop());

const found = async (query: string): Promise<(string | undefined)[]> => {
  const { status, body } = await person.get(`/api/v1/apps/search?${query}`);
  expect(status).toBe(200);
  return (body as AnyJson[]).map(([app]) => Object.keys(ids).find((name) => ids[name] === app.id));
};

describe('GET /apps/search', () => {
  it('finds what everybody may know of, and nothing else', async () => {
    expect((await found('')).toSorted()).toEqual(['invoices', 'mails', 'other']);
    expect(await found(`id=${ids['hidden']}`)).toEqual([]);
    expect(await found(`id=${ids['mails']}`)).toEqual(['mails']);
  });

  it('finds words in names, descriptions and tags, names first', async () => {
    expect(await found('query=invoice')).toEqual(['invoices', 'mails']);
    expect(await found('query=INVOICE%20mail')).toEqual(['mails']);
    expect(await found('query=pdf')).toEqual(['invoices']);
    expect(await found('query=nothing')).toEqual([]);
  });

  it('filters and sorts', async () => {
    expect(await found('tag=finance')).toEqual(['invoices']);
    expect(await found('category=Other')).toEqual(['other']);
    expect(await found('sort=MostPopular')).toEqual(['mails', 'invoices', 'other']);
    expect(await found('sort=OldestCreated&limit=1&offset=1')).toEqual(['mails']);
  });

  it.each(['%25', '_', "'; DROP TABLE apps; --", '\\', 'x'.repeat(200)])(
    'takes %j for what it is',
    async (query) => {
      const names = await found(
        `query=${query.startsWith('%') ? query : encodeURIComponent(query)}`,
      );
      expect(names).toEqual(query === '%25' ? ['invoices'] : []);
    },
  );

  it('answers pairs of app and metadata, and refuses what it does not know', async () => {
    const { body } = await person.get(`/api/v1/apps/search?id=${ids['other']}&author=x`);
    expect(body[0][0]).toMatchObject({ id: ids['other'], visibility: 'Public', boards: [] });
    expect(body[0][1]).toMatchObject({ name: 'Weather', description: 'Rain or shine' });
    expect((await person.get('/api/v1/apps/search?sort=Best')).status).toBe(400);
    expect((await person.get('/api/v1/apps/search?limit=101')).status).toBe(400);
  });
});
