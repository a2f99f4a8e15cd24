import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runRow } from '../../chaos/row.js';
import { World } from '../../chaos/world.js';
import { migrate } from '../../src/database/migrate.js';

// The short form of `npm run chaos`: few faults, few jobs. docs/durability.md has the long one.
const JOBS = 100;
const PER_SECOND = 100;

describe('no job is lost, and none ends twice or wrongly', () => {
  let world: World;

  beforeAll(async () => {
    const root = path.resolve(import.meta.dirname, '../..');
    const folder = path.join(root, '.local', `chaos-test-${process.pid}`);
    world = await World.start({ root, folder, migrate });
  }, 120_000);
  afterAll(() => world?.stop(), 30_000);

  it.each(['worker-killed', 'api-killed', 'redis-emptied', 'tickets-doubled'])(
    '%s',
    async (name) => {
      const { verdict } = await runRow(world, name, JOBS, PER_SECOND);
      expect(verdict).toMatchObject({
        accepted: JOBS,
        finished: JOBS,
        lost: 0,
        twice: 0,
        wrong: 0,
      });
    },
    60_000,
  );
});
