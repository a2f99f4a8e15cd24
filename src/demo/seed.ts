import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { App } from '../apps/app.entity.js';
import { AppsService } from '../apps/apps.service.js';
import { Board } from '../boards/board.entity.js';
import { BoardsService } from '../boards/boards.service.js';
import { Sql } from '../database/sql.js';

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
    entities: [App, Board],
    installExtensions: false,
  });
  await dataSource.initialize();
  try {
    const apps = new AppsService(dataSource.getRepository(App));
    const boards = new BoardsService(dataSource.getRepository(Board), Sql.on(dataSource));
    for (const app of APPS) await apps.ensureApp(app);
    for (const { app, id, file } of BOARDS)
      await boards.ensureBoard(
        app,
        id,
        JSON.parse(await readFile(path.join(FOLDER, file), 'utf8')) as object,
      );
  } finally {
    await dataSource.destroy();
  }
}
