import { matchOf, type WordMatch } from './search-words.js';
import type { StoreCursor } from './store-cursor.js';
import type { StoreOrder } from './store-order.js';

export interface StoreFilter {
  readonly id?: string | undefined;
  readonly words: readonly string[];
  readonly category: string | undefined;
  readonly tag: string | undefined;
  readonly author: string | undefined;
}

export interface StorePart {
  readonly order: StoreOrder;
  readonly after: StoreCursor | undefined;
  readonly offset: number;
  readonly limit: number;
  readonly withFacets: boolean;
}

export interface Query {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Finds that are ordered by relevance or counted in facets; a word that is everywhere must not cost more. */
const MOST_WEIGHED = 500;

/** Of those with the words in their titles. */
const MOST_TITLED = 100;

const BY = {
  rating: ['ranking', 'double precision'],
  popular: ['download_count', 'bigint'],
  newest: ['published_at', 'timestamptz'],
  updated: ['updated_at', 'timestamptz'],
  relevance: ['relevance', 'double precision'],
} as const satisfies Record<StoreOrder['by'], readonly [column: string, type: string]>;

export const SHOWN = `app_id, name, description, tags, publisher_id, author_name, primary_category,
  secondary_category, age_rating, price, visibility, version, rating_sum, rating_count,
  download_count, published_at, updated_at`;

/**
 * A page and one find more when there is a next one, each with its sort key as text, and the facets: one row of
 * JSON. All at once, so that the finds are gathered once.
 */
export function searchStatement(filter: StoreFilter, part: StorePart): Query {
  const { values, place, filters, match } = conditions(filter);
  const where = match === undefined ? filters : [`words @@ ${match.all}`, ...filters];
  const isWeighed = part.order.by === 'relevance' && match !== undefined;
  const tables = [
    ...(isWeighed || part.withFacets ? [best('found', where, MOST_WEIGHED + 1)] : []),
    ...(isWeighed ? weighed(filters, match) : []),
    pageOf(part, isWeighed ? undefined : where, place),
  ];
  const facets = part.withFacets ? FACETS : `NULL`;
  return {
    text: `WITH ${tables.join(',\n')}
      SELECT (SELECT coalesce(json_agg(page), '[]') FROM page) AS listings, ${facets} AS facets`,
    values,
  };
}

/** The best ranked of those that meet the conditions. */
function best(name: string, where: readonly string[], most: number): string {
  return `${name} AS MATERIALIZED (SELECT app_id, ranking, title_words, primary_category, secondary_category, tags
    FROM store_listings ${all(where)} ORDER BY ranking DESC, app_id DESC LIMIT ${most})`;
}

/** Those with the words in their titles and the best ranked of all, with what they weigh: titles, then ranking. */
function weighed(filters: readonly string[], match: WordMatch): string[] {
  return [
    best('titled', [`title_words @@ ${match.all}`, ...filters], MOST_TITLED),
    `weighed AS (SELECT app_id, ts_rank(title_words, ${match.any})::float8 + ranking / 100 AS relevance FROM (
      (SELECT * FROM found ORDER BY ranking DESC, app_id DESC LIMIT ${MOST_WEIGHED})
      UNION ALL SELECT * FROM titled WHERE app_id NOT IN (
        SELECT app_id FROM found ORDER BY ranking DESC, app_id DESC LIMIT ${MOST_WEIGHED})) either)`,
  ];
}

/** Without conditions: of those that are weighed. */
function pageOf(
  { order, after, offset, limit }: StorePart,
  where: readonly string[] | undefined,
  place: (value: unknown) => string,
): string {
  const [column, type] = BY[order.by];
  const direction = order.isDescending ? 'DESC' : 'ASC';
  const ends = [...(where ?? [])];
  if (after !== undefined)
    ends.push(
      `(${column}, app_id) ${order.isDescending ? '<' : '>'} (${place(after.key)}::${type}, ${place(after.appId)}::text)`,
    );
  const key =
    type === 'timestamptz' ? `(${column} AT TIME ZONE 'UTC')::text || '+00'` : `${column}::text`;
  const sorted = `ORDER BY ${column} ${direction}, app_id ${direction}`;
  const some = `${all(ends)} ${sorted} LIMIT ${place(limit + 1)} OFFSET ${place(offset)}`;
  return where === undefined
    ? `page AS (SELECT ${SHOWN}, ${key} AS key FROM (SELECT app_id, relevance FROM weighed ${some}) top
        JOIN store_listings USING (app_id) ${sorted})`
    : `page AS (SELECT ${SHOWN}, ${key} AS key FROM store_listings ${some})`;
}

const counted = (values: string, most: number) =>
  `(SELECT coalesce(json_agg(facet), '[]') FROM (SELECT value, count(*)::integer AS count FROM (${values}) own
    WHERE value IS NOT NULL GROUP BY value ORDER BY count(*) DESC, value LIMIT ${most}) facet)`;

const CATEGORIES = `SELECT primary_category AS value FROM found
  UNION ALL SELECT secondary_category FROM found WHERE secondary_category IS DISTINCT FROM primary_category`;

const FACETS = `json_build_object(
  'complete', (SELECT count(*) <= ${MOST_WEIGHED} FROM found),
  'categories', ${counted(CATEGORIES, 50)},
  'tags', ${counted('SELECT DISTINCT app_id, unnest(tags) AS value FROM found', 20)})`;

/** The likest known word for each that nobody has used. */
export const CORRECTIONS = `SELECT given, (SELECT word FROM store_words WHERE word % given
    ORDER BY similarity(word, given) DESC, word LIMIT 1) AS meant
  FROM unnest($1::text[]) given
  WHERE length(given) > 3 AND NOT EXISTS (SELECT FROM store_words WHERE word = given) LIMIT 4`;

function conditions({ id, words, category, tag, author }: StoreFilter) {
  const values: unknown[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  const filters: string[] = [];
  if (id !== undefined) filters.push(`app_id = ${place(id)}`);
  const match = words.length === 0 ? undefined : matchOf(words, place);
  if (category !== undefined) {
    const given = place(category);
    filters.push(`(primary_category = ${given} OR secondary_category = ${given})`);
  }
  if (tag !== undefined) filters.push(`tags @> ARRAY[${place(tag)}::text]`);
  if (author !== undefined) {
    const given = `${place(author)}::text`;
    filters.push(`(publisher_id = ${given} OR lower(author_name) = lower(${given}))`);
  }
  return { values, place, filters, match };
}

const all = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
