import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';

let surroundings: Surroundings;
let running: RunningApp;
let admin: pg.Client;
const name = `flow_like_test_${randomUUID().replaceAll('-', '')}`;
const url = new URL(process.env['TEST_POSTGRES_URL'] ?? 'postgres://none');

beforeAll(async () => {
  surroundings = await createSurroundings();
  admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  url.pathname = name;
  running = await startApp('api', { ...surroundings.env, DATABASE_URL: url.href });
});
afterAll(async () => {
  await running.close();
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
  await surroundings.database.drop();
});

it('is neither ready nor started on an empty database, and is once the schema is there', async () => {
  const probe = async (which: string) => (await fetch(`${running.url}/health/${which}`)).status;
  expect([await probe('ready'), await probe('startup'), await probe('live')]).toEqual([
    503, 503, 200,
  ]);
  await migrate(url.href);
  expect([await probe('ready'), await probe('startup')]).toEqual([200, 200]);
});
