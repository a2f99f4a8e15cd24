import { matchOf } from './search-words.js';
import type { StoreSort } from './search-store.dto.js';
import type { StoreCursor } from './store-cursor.js';

export interface StoreFilter {
  readonly words: readonly string[];
  readonly category: string | undefined;
  readonly tag: string | undefined;
  readonly author: string | undefined;
}

export interface Query {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Finds that are ordered by relevance or counted in facets; a word that is everywhere must not cost more. */
export const MOST_WEIGHED = 1000;

const BY = {
  rating: ['ranking', 'double precision'],
  popular: ['download_count', 'bigint'],
  newest: ['published_at', 'timestamptz'],
  updated: ['updated_at', 'timestamptz'],
  relevance: ['relevance', 'double precision'],
} as const satisfies Record<StoreSort, readonly [column: string, type: string]>;

const SHOWN = `app_id, name, description, tags, publisher_id, author_name, primary_category,
  secondary_category, age_rating, price, visibility, version, rating_sum::float8, rating_count::float8,
  download_count::float8, published_at, updated_at`;

/** One page, and one find more when there is a next one. Each row has its sort key as text. */
export function pageStatement(
  filter: StoreFilter,
  sort: StoreSort,
  after: StoreCursor | undefined,
  limit: number,
): Query {
  const { values, place, where, match } = conditions(filter);
  const [column, type] = BY[sort];
  const isWeighed = sort === 'relevance' && match !== undefined;
  const from = isWeighed ? weighed(where, match) : 'store_listings';
  const ends: string[] = isWeighed ? [] : [...where];
  if (after !== undefined)
    ends.push(`(${column}, app_id) < (${place(after.key)}::${type}, ${place(after.appId)}::text)`);
  const key =
    type === 'timestamptz' ? `(${column} AT TIME ZONE 'UTC')::text || '+00'` : `${column}::text`;
  return {
    text: `SELECT ${SHOWN}, ${key} AS key FROM ${from} ${ends.length > 0 ? `WHERE ${ends.join(' AND ')}` : ''}
      ORDER BY ${column} DESC, app_id DESC LIMIT ${place(limit + 1)}`,
    values,
  };
}

/** Those with the words in their names, and the best ranked of all, with what the words weigh in them. */
function weighed(where: readonly string[], match: string): string {
  const best = (conditions: readonly string[], most: number) =>
    `(SELECT app_id FROM store_listings WHERE ${conditions.join(' AND ')}
      ORDER BY ranking DESC, app_id DESC LIMIT ${most})`;
  return `(SELECT *, ts_rank(words, ${match})::float8 AS relevance FROM store_listings
    WHERE app_id IN (${best([...where, `name_words @@ (${match})`], MOST_WEIGHED / 2)}
      UNION ${best(where, MOST_WEIGHED)})) weighed`;
}

/** Categories and tags of the finds with the best ranking, counted; and how many finds these are. */
export function facetsStatement(filter: StoreFilter): Query {
  const { values, where } = conditions(filter);
  const counted = (source: string, most: number) =>
    `(SELECT coalesce(json_agg(facet), '[]') FROM (SELECT value, count(*)::integer AS count FROM ${source}
      WHERE value IS NOT NULL GROUP BY value ORDER BY count(*) DESC, value LIMIT ${most}) facet)`;
  return {
    text: `WITH found AS (SELECT primary_category, secondary_category, tags FROM store_listings
        ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
        ORDER BY ranking DESC, app_id DESC LIMIT ${MOST_WEIGHED + 1})
      SELECT (SELECT count(*) FROM found)::integer AS found,
        ${counted(`found, LATERAL (SELECT primary_category UNION SELECT secondary_category) own (value)`, 50)}
          AS categories,
        ${counted(`found, LATERAL (SELECT DISTINCT unnest(tags)) own (value)`, 20)} AS tags`,
    values,
  };
}

/** The likest known word for each that nobody has used. */
export const CORRECTIONS = `SELECT given, (SELECT word FROM store_words WHERE word % given
    ORDER BY similarity(word, given) DESC, word LIMIT 1) AS meant
  FROM unnest($1::text[]) given
  WHERE length(given) > 3 AND NOT EXISTS (SELECT FROM store_words WHERE word = given) LIMIT 4`;

function conditions({ words, category, tag, author }: StoreFilter) {
  const values: unknown[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  const where: string[] = [];
  const match = words.length === 0 ? undefined : matchOf(words, place);
  if (match !== undefined) where.push(`words @@ (${match})`);
  if (category !== undefined) {
    const given = place(category);
    where.push(`(primary_category = ${given} OR secondary_category = ${given})`);
  }
  if (tag !== undefined) where.push(`tags @> ARRAY[${place(tag)}::text]`);
  if (author !== undefined) {
    const given = `${place(author)}::text`;
    where.push(`(publisher_id = ${given} OR lower(author_name) = lower(${given}))`);
  }
  return { values, place, where, match };
}
