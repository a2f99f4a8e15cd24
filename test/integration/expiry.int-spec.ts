import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { Expiry } from '../../src/auth/expiry.service.js';
import { Sql } from '../../src/database/sql.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('removes what is over, however much it is, and nothing else', async () => {
  await pool.query(`INSERT INTO users (id) VALUES ('ada')`);
  await pool.query(`INSERT INTO sessions (id, user_id, client, address, expires_at, ended_at) VALUES
    ('open', 'ada', 'password', '::1', now() + interval '1 day', NULL),
    ('ended lately', 'ada', 'password', '::1', now() + interval '1 day', now() - interval '1 day'),
    ('ended long ago', 'ada', 'password', '::1', now() + interval '1 day', now() - interval '31 days'),
    ('expired long ago', 'ada', 'password', '::1', now() - interval '31 days', NULL)`);
  await pool.query(`INSERT INTO revocations (subject, at)
    SELECT 'old ' || n, now() - interval '2 days' FROM generate_series(1, 2500) n
    UNION ALL SELECT 'young', now()`);
  await pool.query(`INSERT INTO personal_access_tokens (id, user_id, name, hash, permissions, expires_at) VALUES
    ('endless', 'ada', 'x', '', 1, NULL), ('over', 'ada', 'x', '', 1, now() - interval '31 days')`);
  await pool.query(`INSERT INTO apps (id) VALUES ('app')`);
  await pool.query(
    `INSERT INTO roles (id, app_id, name, permissions) VALUES ('role', 'app', 'x', 0)`,
  );
  await pool.query(`INSERT INTO app_api_keys (id, app_id, role_id, name, hash, expires_at) VALUES
    ('endless', 'app', 'role', 'x', '', NULL), ('over', 'app', 'role', 'x', '', now() - interval '31 days')`);
  await pool.query(`INSERT INTO audit_events (id, user_id, action, address, request_id, details, at)
    SELECT gen_random_uuid(), 'ada', 'x', '::1', 'r', '{}', now() - n * interval '1 day'
    FROM unnest(ARRAY[1, 399, 401]) n`);

  expect(await new Expiry(new Sql(pool)).sweep()).toBe(2 + 2500 + 1 + 1 + 1);

  const idsOf = async (table: string, column: string) =>
    (await pool.query(`SELECT ${column} AS id FROM ${table} ORDER BY 1`)).rows.map(({ id }) => id);
  expect(await idsOf('sessions', 'id')).toEqual(['ended lately', 'open']);
  expect(await idsOf('revocations', 'subject')).toEqual(['young']);
  expect(await idsOf('personal_access_tokens', 'id')).toEqual(['endless']);
  expect(await idsOf('app_api_keys', 'id')).toEqual(['endless']);
  expect(await idsOf('audit_events', 'action')).toHaveLength(2);
});
