import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { v4 as uuid } from 'uuid';
import { App } from '../apps/app.entity.js';
import { AppMetadata } from '../apps/metadata/app-metadata.entity.js';
import { splitBoard } from '../boards/board-text.js';
import { CREATE, WRITE } from '../boards/draft-statements.js';
import { query } from '../boards/drafts.service.js';

const FOLDER = path.resolve(import.meta.dirname, '../../demo');

const APPS = [
  { id: 'myapp', name: 'My app', description: 'Two boards to try jobs with.' },
  { id: 'your-app-id', name: 'Echo', description: 'The app of the first curl example.' },
];
const BOARDS = [
  { app: 'myapp', id: 'myboard', file: 'greetings.board.json' },
  { app: 'myapp', id: 'slow', file: 'slow.board.json' },
  { app: 'your-app-id', id: 'your-board-id', file: 'echo.board.json' },
];

/** Puts the apps and boards of the README's examples into a database. What is there already stays as it is. */
export async function seedDemo(databaseUrl: string): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: databaseUrl,
    entities: [App, AppMetadata],
    installExtensions: false,
  });
  await dataSource.initialize();
  try {
    const add = (entity: EntityTarget<ObjectLiteral>, row: object) =>
      dataSource.createQueryBuilder().insert().into(entity).values(row).orIgnore().execute();
    for (const { id, ...metadata } of APPS) {
      await add(App, { id });
      await add(AppMetadata, { ...metadata, appId: id, target: '', language: 'en' });
    }
    for (const { app: appId, id, file } of BOARDS) {
      const board = JSON.parse(await readFile(path.join(FOLDER, file), 'utf8')) as object;
      await addBoard(dataSource.manager, appId, id, board);
    }
  } finally {
    await dataSource.destroy();
  }
}

async function addBoard(
  manager: EntityManager,
  appId: string,
  id: string,
  board: object,
): Promise<void> {
  const { rest, nodes } = splitBoard(board);
  const state = [appId, id, JSON.stringify(rest), uuid()];
  const contents = [...nodes.values()].map((node) => JSON.stringify(node));
  const bytes = contents.reduce((total, content) => total + content.length, state[2]!.length);
  await manager.transaction(async (within) => {
    const made = await query(within, CREATE, [...state, bytes]);
    if (made.length > 0)
      await query(within, WRITE, [...state, 1, [...nodes.keys()], contents, [], bytes]);
  });
}
