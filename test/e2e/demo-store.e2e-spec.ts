import { expect, it } from '@jest/globals';
import pg from 'pg';
import { seedStore } from '../../src/demo/seed-store.js';
import { ApiClient, type AnyJson } from '../setup/api-client.js';
import { createSurroundings, startApp } from '../setup/app.js';
import { named, ok, partsOf } from '../setup/store.js';
import { Person } from '../setup/teams.js';

const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://flow.example.com',
  JOBS_AUTH: 'required',
};

it('has six apps after any number of starts, which can be installed and run', async () => {
  const surroundings = await createSurroundings();
  await seedStore(surroundings.env);
  await seedStore(surroundings.env);
  const api = await startApp('api', surroundings.env);
  try {
    const { access_token: token, user } = await new ApiClient(api.url).register();
    const person = new Person(api.url, token, user.id);
    const { items } = await ok(person.get('/api/v1/store'));
    expect(items.map(({ name }: AnyJson) => name).toSorted()).toEqual([
      'CSV Totals',
      'Countdown',
      'Daily Report',
      'Greetings',
      'Input Checker',
      'Order Desk',
    ]);
    for (const { tags, description, author } of items) {
      expect(tags.length).toBeGreaterThan(0);
      expect(description).not.toBe('');
      expect(author.name).toBe('Flow-Like Examples');
    }
    const { id } = named(items, 'CSV Totals');
    const { app_id: app } = await ok(person.post(`/api/v1/store/${id}/install`, {}), 201);
    const { list } = await partsOf(person, app);
    const run = { app_id: app, event_id: named(list, 'CSV Totals').id };
    expect((await ok(person.post('/api/v1/execution/run', run))).result).toBe(8.75);
  } finally {
    await api.close();
    await surroundings.database.drop();
  }
});

it('is refused in production, with nothing written', async () => {
  const surroundings = await createSurroundings();
  const client = new pg.Client({ connectionString: surroundings.database.url });
  await client.connect();
  try {
    const env = { ...surroundings.env, ...PRODUCTION };
    await expect(seedStore(env)).rejects.toThrow('The demo store is not for production');
    expect((await client.query('SELECT 1 FROM apps')).rowCount).toBe(0);
  } finally {
    await client.end();
    await surroundings.database.drop();
  }
});
