import type { MigrationInterface, QueryRunner } from 'typeorm';

const FUNCTIONS = [
  // Only letters and digits are words, here and in what is asked for: no e-mail addresses, no hosts. Stems beside
  // the words as they are: those are for other languages and for the beginnings of words.
  `CREATE FUNCTION store_text(value text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('pg_catalog.english', plain) || to_tsvector('pg_catalog.simple', plain)
    FROM regexp_replace(value, '[^[:alnum:]]+', ' ', 'g') plain $$`,
  `CREATE FUNCTION store_title(name text, tags text[], author text)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(store_text(name), 'A') || setweight(store_text(array_to_string(tags, ' ')), 'B')
      || setweight(store_text(author), 'C') $$`,
  // In one order, so that two publications with the same words do not wait for each other in a ring.
  `CREATE FUNCTION learn_store_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO store_words (word)
      SELECT DISTINCT word FROM regexp_split_to_table(
        lower(NEW.name || ' ' || NEW.author_name || ' ' || array_to_string(NEW.tags, ' ')), '[^[:alnum:]]+') word
      WHERE length(word) BETWEEN 4 AND 40 ORDER BY word
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$`,
];

const SORTS = ['ranking', 'download_count', 'published_at', 'updated_at'];

export class SearchTheStore1765610000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    // Every word of a name, an author or a tag: what a misspelt word may have meant.
    await queryRunner.query('CREATE TABLE store_words (word text PRIMARY KEY)');
    await queryRunner.query(
      'CREATE INDEX store_words_alike ON store_words USING gin (word gin_trgm_ops)',
    );
    for (const statement of FUNCTIONS) await queryRunner.query(statement);
    // What is found, and what it weighs: two columns, because a search goes through thousands of rows, and places and
    // weights of all the words would make them twice as long.
    await queryRunner.query(`
      ALTER TABLE store_listings
        ADD words tsvector NOT NULL GENERATED ALWAYS AS
          (strip(store_title(name, tags, author_name) || store_text(description))) STORED,
        ADD title_words tsvector NOT NULL GENERATED ALWAYS AS (store_title(name, tags, author_name)) STORED`);
    await queryRunner.query(`
      CREATE TRIGGER store_words_of_insert AFTER INSERT ON store_listings
      FOR EACH ROW EXECUTE FUNCTION learn_store_words()`);
    // Ratings and downloads change far more often than words.
    await queryRunner.query(`
      CREATE TRIGGER store_words_of_update AFTER UPDATE OF name, author_name, tags ON store_listings
      FOR EACH ROW WHEN ((OLD.name, OLD.author_name, OLD.tags) IS DISTINCT FROM (NEW.name, NEW.author_name, NEW.tags))
      EXECUTE FUNCTION learn_store_words()`);
    // Without a list of what is still to be indexed: every search would go through it.
    for (const column of ['words', 'title_words', 'tags'])
      await queryRunner.query(
        `CREATE INDEX store_listings_${column} ON store_listings USING gin (${column}) WITH (fastupdate = off)`,
      );
    for (const column of SORTS)
      await queryRunner.query(
        `CREATE INDEX store_listings_by_${column} ON store_listings (${column}, app_id)`,
      );
    for (const column of ['primary_category', 'secondary_category', 'publisher_id'])
      await queryRunner.query(
        `CREATE INDEX store_listings_of_${column} ON store_listings (${column}, ranking)`,
      );
    await queryRunner.query(
      'CREATE INDEX store_listings_of_author ON store_listings (lower(author_name))',
    );
  }

  /** The extension stays: it may be somebody else's too. */
  async down(queryRunner: QueryRunner): Promise<void> {
    for (const event of ['insert', 'update'])
      await queryRunner.query(`DROP TRIGGER store_words_of_${event} ON store_listings`);
    await queryRunner.query('ALTER TABLE store_listings DROP words, DROP title_words');
    for (const column of SORTS) await queryRunner.query(`DROP INDEX store_listings_by_${column}`);
    for (const column of ['primary_category', 'secondary_category', 'publisher_id', 'author'])
      await queryRunner.query(`DROP INDEX store_listings_of_${column}`);
    await queryRunner.query('DROP INDEX store_listings_tags');
    await queryRunner.query('DROP TABLE store_words');
    await queryRunner.query('DROP FUNCTION learn_store_words');
    await queryRunner.query('DROP FUNCTION store_title(text, text[], text), store_text(text)');
  }
}
