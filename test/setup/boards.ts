import pg from 'pg';
import { aBoard, type BoardBuilder } from '../../src/engine/testing.js';
import { allNodes } from '../../src/nodes/index.js';
import { createHash } from 'node:crypto';

export const board = () => aBoard(allNodes);

/** Writes a board, and the app it belongs to, straight into a test database. */
export async function insertBoard(
  databaseUrl: string,
  appId: string,
  boardId: string,
  draft: BoardBuilder,
  versions: Readonly<Record<string, BoardBuilder>> = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('INSERT INTO apps (id) VALUES ($1) ON CONFLICT DO NOTHING', [appId]);
    const { nodes, ...rest } = draft.json() as { nodes: Record<string, unknown> };
    await client.query(
      `INSERT INTO boards (app_id, id, draft, draft_hash) VALUES ($1, $2, $3, gen_random_uuid())`,
      [appId, boardId, JSON.stringify(rest)],
    );
    for (const [id, node] of Object.entries(nodes))
      await client.query(
        'INSERT INTO board_nodes (app_id, board_id, id, revision, content) VALUES ($1, $2, $3, 1, $4)',
        [appId, boardId, id, JSON.stringify(node)],
      );
    for (const [version, frozen] of Object.entries(versions))
      await client.query(`INSERT INTO board_versions VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
        appId,
        boardId,
        ...version.split('.').map(Number),
        ...content(frozen),
      ]);
  } finally {
    await client.end();
  }
}

function content(built: BoardBuilder): [json: string, hash: string] {
  const json = JSON.stringify(built.json());
  return [json, createHash('sha256').update(json).digest('hex')];
}

/** Answers with the member `key` of its payload. */
export const echo = () =>
  board()
    .node('start', 'events_generic')
    .pin('start.key', 'Output', 'Generic')
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('start.key', 'end.response');

/** Answers with the given text. */
export const says = (text: string) =>
  board()
    .node('start', 'events_simple')
    .node('end', 'events_generic_return_result', { response: text })
    .wire('start.exec_out', 'end.exec_in');

/** Waits, then answers `done`. */
export const waits = (ms: number) =>
  board()
    .node('start', 'events_simple')
    .node('wait', 'delay', { time: ms })
    .node('end', 'events_generic_return_result', { response: 'done' })
    .wire('start.exec_out', 'wait.exec_in')
    .wire('wait.exec_out', 'end.exec_in');
