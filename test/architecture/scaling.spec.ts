import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  ASSUMED,
  ceilings,
  chanceToWait,
  MEASURED,
  planFor,
  processesFor,
  RATES,
  scalingPage,
  waitWithin,
} from '../../bench/scaling.js';

describe('the model of docs/scaling.md', () => {
  it('its tables are those of the page; `npm run simulate -- --write` writes them', () => {
    const page = readFileSync('docs/scaling.md', 'utf8');
    expect(page).toBe(scalingPage(page));
    expect(page).toContain('| 100,000 |');
  });

  it('knows the chance to wait: with one server it is the load, with two a known formula', () => {
    expect(chanceToWait(1, 0.7)).toBeCloseTo(0.7, 12);
    expect(chanceToWait(2, 1.2)).toBeCloseTo(1.2 ** 2 / (2 + 1.2), 12);
    expect(chanceToWait(10, 7)).toBeCloseTo(0.2217, 4); // tables of Erlang C
    expect(chanceToWait(3, 3)).toBe(1);
    expect(chanceToWait(2000, 1300)).toBeLessThan(1e-6); // and no factorial overflows
  });

  it('agrees with a simulation, customer by customer', () => {
    const [servers, rate, service] = [3, 200, 0.0105];
    const { waited, within } = simulate(servers, rate, service, 400_000);
    expect(waited).toBeCloseTo(chanceToWait(servers, rate * service), 1);
    expect(within(0.95) / waitWithin(0.95, servers, rate, service)).toBeCloseTo(1, 0);
  });

  it('has no fewer processes than keep within the limits, and no more', () => {
    for (const rate of RATES) {
      const servers = processesFor(rate, MEASURED.api, ASSUMED);
      const fits = (count: number) =>
        (rate * MEASURED.api) / count <= ASSUMED.busy &&
        waitWithin(0.99, count, rate, MEASURED.api) <= ASSUMED.wait;
      expect(fits(servers)).toBe(true);
      expect(servers === 2 || !fits(servers - 1)).toBe(true);
    }
  });

  it('grows with the load, and has one shard until the first part has reached its limit', () => {
    const plans = RATES.map((rate) => planFor(rate, MEASURED, ASSUMED));
    for (const [index, plan] of plans.entries()) {
      const before = plans[index - 1];
      if (before === undefined) continue;
      expect(plan.apiPods).toBeGreaterThanOrEqual(before.apiPods);
      expect(plan.waitingWorkerPods).toBeGreaterThan(before.waitingWorkerPods);
    }
    const limits = ceilings(MEASURED, ASSUMED);
    expect(limits.map(({ rate }) => rate)).toEqual(
      limits.map(({ rate }) => rate).toSorted((a, b) => a - b),
    );
    const redis = limits.find(({ part }) => part.startsWith('Redis'))!;
    expect(planFor(redis.rate * 0.99, MEASURED, ASSUMED).redisShards).toBe(1);
    expect(planFor(redis.rate * 1.01, MEASURED, ASSUMED).redisShards).toBe(2);
  });
});

/** Customers that come and are served at random; always the same ones. */
function simulate(servers: number, rate: number, service: number, customers: number) {
  const random = generator(7);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const free = Array.from({ length: servers }, () => 0);
  const waits: number[] = [];
  let now = 0;
  for (let customer = 0; customer < customers; customer++) {
    now += exponential(1 / rate);
    const next = free.indexOf(Math.min(...free));
    const begin = Math.max(now, free[next]!);
    waits.push(begin - now);
    free[next] = begin + exponential(service);
  }
  const sorted = waits.toSorted((a, b) => a - b);
  return {
    waited: waits.filter((wait) => wait > 0).length / customers,
    within: (share: number) => sorted[Math.floor(share * customers)]!,
  };
}

/** Mulberry32: small, and the same numbers every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
