import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  /** What a statement answers, past the product. */
  query(statement: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** An empty, migrated database of the caller's own: a copy of the template, in about 30 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `flow_like_test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name} template flow_like_template strategy file_copy`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    query: (statement) => run(url.href, statement),
    drop: () => administer(`drop database if exists ${name} with (force)`),
  };
}

async function administer(statement: string): Promise<void> {
  await run(serverUrl(), statement);
}

async function run(
  connectionString: string,
  statement: string,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (!url) throw new Error('No test Postgres: only integration and e2e tests have one.');
  return url;
}
