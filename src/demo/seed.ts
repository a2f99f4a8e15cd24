import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { App } from '../apps/app.entity.js';
import { AppMetadata } from '../apps/metadata/app-metadata.entity.js';
import { Board } from '../boards/board.entity.js';

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
    entities: [App, AppMetadata, Board],
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
      const draft = JSON.parse(await readFile(path.join(FOLDER, file), 'utf8')) as object;
      const draftHash = createHash('sha256').update(JSON.stringify(draft)).digest('hex');
      await add(Board, { appId, id, draft, draftHash });
    }
  } finally {
    await dataSource.destroy();
  }
}
