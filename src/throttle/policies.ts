import type { RateLimitPolicy } from '../common/errors.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const policies = {
  /** New accounts per address: whole companies may stand behind one. */
  register: { calls: 300, seconds: HOUR },
  /** Refreshing tokens, per address. */
  refresh: { calls: 1200, seconds: MINUTE },
  /** Requests to the token endpoint of the OpenID provider, per address. */
  token: { calls: 1200, seconds: MINUTE },
  /** Beginning a sign-in by OpenID Connect, per address: each may leave a record for an hour. */
  authorize: { calls: 600, seconds: MINUTE },
  /** Beginning and ending a sign-in at another provider, per address. */
  oauth: { calls: 300, seconds: 15 * MINUTE },
  /** Wrong passwords for one account from one address. */
  'sign-in': { calls: 10, seconds: 15 * MINUTE },
  /** Wrong passwords from one address, whatever the account. */
  'sign-in-address': { calls: 300, seconds: 15 * MINUTE },
  /** Wrong passwords for one account from addresses it never signed in from, all together. */
  'sign-in-strangers': { calls: 100, seconds: HOUR },
  /** What such an address keeps when those are used up: little, but never nothing. */
  'sign-in-under-attack': { calls: 1, seconds: 10 * MINUTE },
  /** Looking other people up, per user. */
  lookup: { calls: 120, seconds: MINUTE },
  /** Inviting people, per user or key: each one is told. */
  invite: { calls: 300, seconds: HOUR },
  /** Joining and asking to join, per user: owners are told. */
  join: { calls: 120, seconds: HOUR },
  /** Starting runs, per app; the configuration says how many. */
  runs: { calls: 0, seconds: MINUTE },
  /** Calls that start an event over HTTP, per event. */
  trigger: { calls: 1200, seconds: MINUTE },
  /** Calls of an event over HTTP without the right token or signature, per event and address. */
  'trigger-refused': { calls: 300, seconds: MINUTE },
} satisfies Record<string, Omit<RateLimitPolicy, 'name'>>;

export type PolicyName = keyof typeof policies;

export const POLICIES = Object.entries(policies).map(([name, policy]) => ({
  name: name as PolicyName,
  ...policy,
}));
