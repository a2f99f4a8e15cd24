import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countQueries } from '../setup/count-queries.js';
import { HOSTILE_IDS } from '../setup/people.js';
import { insertListed } from '../setup/listings.js';
import { type Person, Teams } from '../setup/teams.js';

let teams: Teams;
let person: Person;
let id: string;

const variable = (name: string, more: object) => ({
  id: `id-${name}`,
  name,
  category: null,
  description: null,
  default_value: [34, 115, 34],
  data_type: 'String',
  value_type: 'Normal',
  exposed: false,
  secret: false,
  editable: true,
  schema: null,
  runtime_configured: false,
  ...more,
});

const board = (boardId: string, nodes: object, variables: object) => ({
  id: boardId,
  nodes,
  variables,
  refs: {},
  execution_mode: 'Hybrid',
});

const CONTENT = {
  boards: [
    board(
      'one',
      {
        mail: { oauth_providers: ['google'], required_oauth_scopes: { google: ['mail'] } },
        box: { wasm: { package_id: 'box', permissions: ['network'] }, only_offline: true },
      },
      {
        key: variable('api_key', { secret: true }),
        city: variable('city', { runtime_configured: true }),
        own: variable('own', {}),
      },
    ),
    board('two', { mail: { required_oauth_scopes: { google: ['mail', 'drive'] } } }, {}),
  ],
  events: [
    {
      id: 'greet',
      name: 'Greet',
      description: 'Says hello',
      event_type: 'quick_action',
      active: true,
      config: [123, 125],
      variables: {},
      board_id: 'one',
      node_id: 'mail',
      inputs: [
        {
          id: 'pin',
          name: 'whom',
          friendly_name: 'Whom',
          description: 'A name',
          index: 1,
          data_type: 'String',
          value_type: 'Normal',
          schema: null,
          default_value: [34, 34],
        },
      ],
    },
  ],
};

async function insertPublication(version: number, status: string, content: object = CONTENT) {
  await teams.database.query(
    `INSERT INTO publications (app_id, version, status, visibility, release_notes, listing, content, bytes,
      requested_at) VALUES ($1, $2, $3, 'Public', $4, '{}', $5, 1, '2026-01-01T00:00:00Z')`,
    [id, version, status, `Notes ${version}`, JSON.stringify(content)],
  );
}

beforeAll(async () => {
  teams = await Teams.start();
  person = await teams.person();
  const owner = await teams.person();
  id = await insertListed(teams.database, owner.id, { name: 'Greetings', author: 'Ada' });
  await teams.database.query(
    `UPDATE store_listings SET version = 2, rating_sum = 9, rating_count = 2, price = 300,
      long_description = 'Long', release_notes = 'Notes 2' WHERE app_id = $1`,
    [id],
  );
  await teams.database.query(
    `UPDATE app_metadata SET name = 'Not yet published', icon = 'icon.webp' WHERE app_id = $1`,
    [id],
  );
  await insertPublication(1, 'approved', { boards: [], events: [] });
  await insertPublication(2, 'approved');
  await insertPublication(3, 'requested', { boards: [board('new', {}, {})], events: [] });
});
afterAll(() => teams.stop());

const path = () => `/api/v1/store/${id}`;

describe('GET /store/{id}', () => {
  it('tells what was published, by whom, what it costs and how it is rated', async () => {
    const { status, body } = await person.get(path());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      name: 'Greetings',
      author: { name: 'Ada' },
      price: 300,
      version: 2,
      rating: 4.5,
      rating_count: 2,
      long_description: 'Long',
      release_notes: 'Notes 2',
      icon: expect.stringMatching(/icon\.webp$/),
      versions: [
        {
          version: 2,
          release_notes: 'Notes 2',
          published_at: '2026-01-01T00:00:00.000Z',
        },
        {
          version: 1,
          release_notes: 'Notes 1',
          published_at: '2026-01-01T00:00:00.000Z',
        },
      ],
    });
  });

  it('tells what it needs, without any value', async () => {
    const { body } = await person.get(path());
    const needed = {
      board_id: 'one',
      description: null,
      data_type: 'String',
      value_type: 'Normal',
    };
    expect(body.needs).toEqual({
      oauth: [{ provider_id: 'google', scopes: ['mail', 'drive'] }],
      permissions: { box: ['network'] },
      secrets: [{ ...needed, id: 'id-api_key', name: 'api_key' }],
      variables: [{ ...needed, id: 'id-city', name: 'city' }],
      desktop: true,
    });
  });

  it('tells its events and what they take', async () => {
    const { body } = await person.get(path());
    expect(body.events).toEqual([
      {
        id: 'greet',
        name: 'Greet',
        description: 'Says hello',
        active: true,
        event_type: 'quick_action',
        inputs: [
          {
            id: 'pin',
            name: 'whom',
            friendly_name: 'Whom',
            description: 'A name',
            data_type: 'String',
            value_type: 'Normal',
            schema: null,
          },
        ],
      },
    ]);
  });

  it('answers 304 until it changes, in two queries at most', async () => {
    const etag = (await person.get(path())).headers.get('etag')!;
    const known = person.with({ 'if-none-match': etag });
    expect(await countQueries(() => person.get(path()))).toBeLessThanOrEqual(2);
    expect((await known.get(path())).status).toBe(304);
    await teams.database.query('UPDATE store_listings SET rating_sum = 10 WHERE app_id = $1', [id]);
    const { status, body } = await known.get(path());
    expect([status, body.rating]).toEqual([200, 5]);
  });

  it('shows the version that is published last', async () => {
    await teams.database.query(`UPDATE publications SET status = 'approved' WHERE app_id = $1`, [
      id,
    ]);
    await teams.database.query('UPDATE store_listings SET version = 3 WHERE app_id = $1', [id]);
    const { body } = await person.get(path());
    expect([body.version, body.versions[0].version, body.events]).toEqual([3, 3, []]);
  });

  it('knows nothing of what is not there', async () => {
    for (const other of ['nothing', ...HOSTILE_IDS]) {
      const { status } = await person.get(`/api/v1/store/${encodeURIComponent(other)}`);
      expect([other, [404, 414].includes(status)]).toEqual([other, true]);
    }
  });
});
