import pg from 'pg';
import { searchStatement } from '../src/store/search/store-statements.js';
import { register } from './caller.js';
import { row } from './report.js';

const LISTINGS = 100_000;
const BATCH = 5000;
const WORDS = 20_000;
const ROUNDS = 20;
const CATEGORIES = ['Productivity', 'Business', 'Finance', 'Games', 'Education', 'Weather'];
const SYLLABLES = 'ba ce di fo gu ha ki lo me nu pra ster ven quo zi tal mor ish on er'.split(' ');

/** Milliseconds to find something among 100,000 published apps, with the words of a language: few are everywhere. */
export async function benchStore({ apiUrl, databaseUrl }: { apiUrl: string; databaseUrl: string }) {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const began = performance.now();
  await publish(database);
  row('store: publishing 100,000 apps', (performance.now() - began) / 1000, 's');
  if (process.env['BENCH_PLANS'] === '1') await printPlans(database);
  await database.end();
  await measure(apiUrl, await register(apiUrl));
}

async function measure(apiUrl: string, token: string): Promise<void> {
  const all: number[] = [];
  for (const [what, queries] of Object.entries(queriesByKind())) {
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round++)
      for (const query of queries) {
        const began = performance.now();
        const answer = await fetch(`${apiUrl}/api/v1/store?${query}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        await answer.text();
        if (!answer.ok) throw new Error(`${query}: ${answer.status}`);
        if (round > 0) times.push(performance.now() - began);
      }
    all.push(...times);
    row(`store: ${what}, p50`, share(times, 0.5), 'ms');
    row(`store: ${what}, p95`, share(times, 0.95), 'ms');
  }
  row('store: the whole mix, p95', share(all, 0.95), 'ms');
}

/** The first words are the most frequent ones. */
function queriesByKind(): Record<string, string[]> {
  const of = (...words: string[]) => `query=${encodeURIComponent(words.join(' '))}`;
  return {
    'no query': ['', 'sort=popular', 'sort=newest', 'sort=updated', 'category=Finance', 'tag=t3'],
    'a word that is everywhere': [of(word(0)), of(word(1)), of(word(2), word(3))],
    'frequent words': [of(word(20)), of(word(50)), of(word(5), word(40)), of(word(90))],
    'rare words': [of(word(3000)), of(word(9000)), of(word(100), word(200))],
    'the beginning of a word': [of('bab'), of('ven'), of(word(700).slice(0, 5))],
    'a typing error': [700, 1500, 5000].map((rank) => of(misspelt(word(rank)))),
    'nothing at all': [of('zzzzqqqq'), of('wwwwxxxx', 'jjjjyyyy')],
    'with filters and orders': [
      `${of(word(1))}&sort=newest`,
      `${of(word(30))}&category=Games&sort=popular`,
      `${of(word(2))}&tag=t40&sort=updated`,
      `${of(word(4))}&author=Author%2017`,
    ],
  };
}

const share = (times: readonly number[], part: number): number =>
  times.toSorted((left, right) => left - right)[Math.floor(times.length * part)]!;

/** Made of syllables: each number has one of its own, of two syllables and more. */
function word(rank: number): string {
  let [rest, text] = [rank * 7 + SYLLABLES.length, ''];
  for (; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    text += SYLLABLES[rest % SYLLABLES.length]!;
  return text.padEnd(4, 'a');
}

/** One letter is missing. */
const misspelt = (text: string): string => `${text.slice(0, 3)}${text.slice(4)}`;

async function publish(database: pg.Client): Promise<void> {
  const random = randomNumbers();
  // Zipf's law: the frequency of a word falls with its rank.
  const some = (count: number) =>
    Array.from({ length: count }, () => word(Math.floor(WORDS ** random()) - 1)).join(' ');
  const pick = (most: number) => Math.floor(random() * most);
  for (let first = 0; first < LISTINGS; first += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, index) => ({
      id: `bench-store-${first + index}`,
      publisher: `bench-${pick(5000)}`,
      author: `Author ${pick(5000)}`,
      name: some(3),
      description: some(25),
      tags: [`t${Math.floor(300 ** random()) - 1}`, some(1)],
      category: CATEGORIES[pick(CATEGORIES.length)],
      ranking: random() * 5,
      downloads: Math.floor(100_000 ** random()),
      days: random() * 700,
    }));
    await database.query(
      `WITH given AS (SELECT * FROM json_to_recordset($1) AS given (id text, publisher text, author text,
          name text, description text, tags text[], category text, ranking float8, downloads bigint, days float8)),
        made AS (INSERT INTO apps (id, visibility) SELECT id, 'Public' FROM given RETURNING id)
      INSERT INTO store_listings (app_id, publisher_id, author_name, name, description, tags, primary_category,
        visibility, ranking, download_count, published_at, updated_at)
      SELECT id, publisher, author, name, description, tags, category, 'Public', ranking, downloads,
        now() - days * interval '1 day', now() - days / 2 * interval '1 day' FROM given JOIN made USING (id)`,
      [JSON.stringify(rows)],
    );
  }
  await database.query('VACUUM ANALYZE store_listings, store_words');
}

/** The same numbers in every run. */
function randomNumbers(): () => number {
  let state = 42;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** With BENCH_PLANS=1: how Postgres goes about it. */
async function printPlans(database: pg.Client): Promise<void> {
  for (const words of [[], [word(0)], [word(50)], [word(9000)]]) {
    const filter = { words, category: undefined, tag: undefined, author: undefined };
    const order = { by: words.length === 0 ? 'rating' : 'relevance', isDescending: true } as const;
    const part = { order, after: undefined, offset: 0, limit: 50, withFacets: true };
    const { text, values } = searchStatement(filter, part);
    const { rows } = await database.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS) ${text}`,
      [...values],
    );
    console.log(`\n${words.join(' ') || '(no query)'}`);
    for (const line of rows) console.log(line['QUERY PLAN']);
  }
}
