// The tools that other tests build on: what they promise has to hold before anything else counts.
import { once } from 'node:events';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';
import { testRedis } from '../setup/redis.js';
import { startTcpProxy, type TcpProxy } from '../setup/tcp-proxy.js';
import { until } from '../setup/until.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  let mine: TestDatabase;
  let other: TestDatabase;

  beforeAll(async () => {
    [mine, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(() => Promise.all([mine.drop(), other.drop()]));

  it('gives a migrated database that nobody else sees', async () => {
    const tables = "select 1 from pg_tables where schemaname = 'public'";
    expect(await query(mine.url, tables)).not.toHaveLength(0);
    await query(mine.url, 'create table only_mine ()');
    await expect(query(other.url, 'select from only_mine')).rejects.toThrow('does not exist');
  });

  it('drops the database even while somebody is connected', async () => {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    client.on('error', () => {});
    await database.drop();
    await expect(query(database.url, 'select')).rejects.toThrow('does not exist');
  });
});

describe('testRedis', () => {
  it('answers, under another prefix for every caller', async () => {
    const { url, prefix } = testRedis();
    const redis = new Redis(url);
    expect(await redis.ping()).toBe('PONG');
    expect(testRedis().prefix).not.toBe(prefix);
    await redis.quit();
  });
});

describe('startTcpProxy', () => {
  let proxy: TcpProxy;
  let redis: Redis;
  let port: number;

  beforeAll(async () => {
    proxy = await startTcpProxy(testRedis().url);
    port = Number(new URL(proxy.url).port);
    redis = new Redis(proxy.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    redis.on('error', () => {});
  });
  afterAll(async () => {
    redis.disconnect();
    await proxy.close();
  });

  it('passes everything on', async () => {
    expect(await redis.echo('hello')).toBe('hello');
  });

  it('holds back bytes during a stall and delivers them afterwards', async () => {
    proxy.stall();
    let answered = false;
    const answer = redis.echo('late').then((text) => ((answered = true), text));
    const direct = new Redis(testRedis().url);
    await direct.ping(); // a round trip beside the proxy: ample time for one through it
    await direct.quit();
    expect(answered).toBe(false);
    proxy.restore();
    expect(await answer).toBe('late');
  });

  it('closes connections and refuses new ones while cut', async () => {
    const closed = once(redis, 'close');
    proxy.cut();
    await closed;
    const socket = net.connect(port, '127.0.0.1');
    await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
    proxy.restore();
    await until(() => redis.status === 'ready');
    expect(await redis.echo('back')).toBe('back');
  });
});
