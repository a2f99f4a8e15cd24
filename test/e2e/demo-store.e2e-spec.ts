import { expect, it } from '@jest/globals';
import { seedStore } from '../../src/demo/seed-store.js';
import { ApiClient, type AnyJson } from '../setup/api-client.js';
import { createSurroundings, startApp } from '../setup/app.js';
import { named, ok, partsOf } from '../setup/store.js';
import { Person } from '../setup/teams.js';

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
