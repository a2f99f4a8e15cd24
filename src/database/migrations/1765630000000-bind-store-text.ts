import type { MigrationInterface, QueryRunner } from 'typeorm';

const HEAD = `CREATE OR REPLACE FUNCTION store_text(name text, tags text[], author text, description text)
  RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE`;
const BODY = `setweight(store_text(name), 'A') || setweight(store_text(array_to_string(tags, ' ')), 'B')
  || setweight(store_text(author), 'C') || setweight(store_text(description), 'D')`;

/**
 * A dump is restored with an empty search path, where a body that is kept as text does not find the other function.
 * One that was read when it was made names it by what it is.
 */
export class BindStoreText1765630000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`${HEAD} RETURN ${BODY}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`${HEAD} AS $$ SELECT ${BODY} $$`);
  }
}
