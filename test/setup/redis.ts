import { randomUUID } from 'node:crypto';

/** The test Redis, and a key prefix that no other caller has. */
export function testRedis(): { url: string; prefix: string } {
  const url = process.env['TEST_REDIS_URL'];
  if (!url) throw new Error('No test Redis: only integration and e2e tests have one.');
  return { url, prefix: `test-${randomUUID()}` };
}
