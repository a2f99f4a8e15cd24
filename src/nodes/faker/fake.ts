import { faker } from '@faker-js/faker/locale/en';
import type { Activation } from '../../engine/index.js';

const SEEDS = 2 ** 32;

/**
 * What the library makes up, by the chance of the host: the same in every test, another one in every run.
 * Its state is shared by all, so it begins anew each time. Nothing that must be hard to guess is made here.
 */
export function fake<T>({ host }: Activation, make: (library: typeof faker) => T): T {
  faker.seed([Math.floor(host.random() * SEEDS), Math.floor(host.random() * SEEDS)]);
  return make(faker);
}

/** From `min` (included) to `max` (excluded), whole numbers all. */
export function wholeBetween({ host }: Activation, min: number, max: number): number {
  return min + Math.floor(host.random() * (max - min));
}

export type FakeLibrary = typeof faker;
