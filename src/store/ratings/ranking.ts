/** What an app is taken for before anybody has rated it, and how many ratings that counts for. */
const PRIOR = { stars: 3, ratings: 10 };

/**
 * In SQL, the rank of an app by its ratings: their Bayesian average, which begins with ten ratings of three stars. So
 * one rating of five stars (3.2) does not win over a hundred that are 4.8 on average (4.6).
 */
export const rankingOf = (sum: string, count: string): string =>
  `(${PRIOR.stars * PRIOR.ratings} + ${sum})::float8 / (${PRIOR.ratings} + ${count})`;
