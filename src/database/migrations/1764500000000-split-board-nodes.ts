import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A draft's nodes become rows of their own, so that an edit of one node writes one node; `draft` keeps the
 * rest. `revision` counts the edits of a board, and a node tells in which it was changed last.
 */
export class SplitBoardNodes1764500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE boards ADD revision bigint NOT NULL DEFAULT 1');
    await queryRunner.query(`
      CREATE TABLE board_nodes (
        app_id text NOT NULL,
        board_id text NOT NULL,
        id text NOT NULL,
        revision bigint NOT NULL,
        content json NOT NULL,
        PRIMARY KEY (app_id, board_id, id),
        FOREIGN KEY (app_id, board_id) REFERENCES boards ON DELETE CASCADE
      )`);
    await queryRunner.query(
      'CREATE INDEX board_nodes_by_revision ON board_nodes (app_id, board_id, revision)',
    );
    await queryRunner.query(`
      INSERT INTO board_nodes (app_id, board_id, id, revision, content)
        SELECT app_id, boards.id, node.key, 1, node.value
        FROM boards, json_each(CASE json_typeof(draft->'nodes') WHEN 'object' THEN draft->'nodes' END) node`);
    await queryRunner.query(`
      UPDATE boards SET draft = COALESCE((
        SELECT ('{' || string_agg(to_json(part.key)::text || ':' || part.value::text, ',') || '}')::json
        FROM json_each(draft) part WHERE part.key <> 'nodes'), '{}')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      UPDATE boards SET draft = (left(draft::text, -1) || ',"nodes":{' || COALESCE((
        SELECT string_agg(to_json(node.id)::text || ':' || node.content::text, ',')
        FROM board_nodes node WHERE node.app_id = boards.app_id AND node.board_id = boards.id), '') || '}}')::json`);
    await queryRunner.query('DROP TABLE board_nodes');
    await queryRunner.query('ALTER TABLE boards DROP revision');
  }
}
