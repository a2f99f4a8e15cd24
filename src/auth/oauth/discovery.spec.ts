import { describe, expect, it } from '@jest/globals';
import { Configuration } from 'openid-client';
import { UnavailableError } from '../../common/errors.js';
import { Discovery } from './discovery.js';

const HOUR = 3_600_000;

/** An issuer that can be away, and a clock. */
class World {
  now = 0;
  isAway = false;
  asked = 0;
  readonly discovery = new Discovery(
    { id: 'op', name: 'Op' },
    async () => {
      this.asked++;
      if (this.isAway) throw new Error('away');
      return new Configuration({ issuer: `https://op.example/${this.asked}` }, 'client');
    },
    () => this.now,
  );

  async issuer(): Promise<string> {
    return (await this.discovery.get()).serverMetadata().issuer;
  }

  async retryAfter(): Promise<number | undefined> {
    const error: unknown = await this.discovery.get().catch((reason: unknown) => reason);
    return error instanceof UnavailableError ? error.retryAfter : undefined;
  }
}

describe('Discovery', () => {
  it('asks once for all who come at the same time, and then after an hour', async () => {
    const world = new World();
    await Promise.all([world.issuer(), world.issuer()]);
    world.now = HOUR - 1;
    expect(await world.issuer()).toBe('https://op.example/1');
    world.now = HOUR;
    expect(await world.issuer()).toBe('https://op.example/2');
  });

  it('waits longer after each failure, at most half a minute, and recovers', async () => {
    const world = new World();
    world.isAway = true;
    const pauses: (number | undefined)[] = [];
    for (let failures = 0; failures < 7; failures++) {
      const pause = await world.retryAfter();
      pauses.push(pause);
      world.now += pause! * 1000 - 1;
      expect(await world.retryAfter()).toBe(1);
      world.now += 1;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(world.asked).toBe(7);
    world.isAway = false;
    expect(await world.issuer()).toBe('https://op.example/8');
  });

  it('goes on with what it knew when there is nothing newer to be had', async () => {
    const world = new World();
    await world.issuer();
    world.isAway = true;
    world.now = HOUR;
    expect([await world.issuer(), await world.issuer()]).toEqual(
      Array(2).fill('https://op.example/1'),
    );
    expect(world.asked).toBe(2);
    world.isAway = false;
    world.now += 1000;
    expect(await world.issuer()).toBe('https://op.example/3');
  });
});
