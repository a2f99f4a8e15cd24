import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { lockApp } from '../apps/app-lock.js';
import { ConflictError, NotFoundError } from '../common/errors.js';
import { Config } from '../config/config.js';
import { Sql, type Statement } from '../database/sql.js';
import type { FileStore } from '../engine/index.js';
import { AppFileStore } from './app-file-store.js';
import { type ByteRange, ContentStore } from './content-store.js';
import * as statements from './file-statements.js';
import type { AppFile, ListedRow } from './file-statements.js';
import { type Incoming, Intake, type Received } from './intake.service.js';

/** The files of apps, by their path (`file-path.ts`). Who may do what is decided before. */
@Injectable()
export class AppFiles {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sql: Sql,
    private readonly intake: Intake,
    private readonly contents: ContentStore,
    private readonly config: Config,
  ) {}

  /** The files of one app as its boards see them. */
  storeOf(appId: string): FileStore {
    return new AppFileStore(appId, this, this.config.limits.fileBytes);
  }

  /** Throws NotFoundError. */
  async getFile(appId: string, path: string): Promise<AppFile> {
    const found = await this.findFile(appId, path);
    if (found === undefined) throw new NotFoundError(`There is no file ${path.slice(0, 200)}`);
    return found;
  }

  async findFile(appId: string, path: string): Promise<AppFile | undefined> {
    return (await this.sql.rows<AppFile>(statements.FIND, [appId, path]))[0];
  }

  /** Which of some paths lead to a file. One query. */
  async findPaths(appId: string, paths: readonly string[]): Promise<Set<string>> {
    const rows = await this.sql.rows<{ path: string }>(statements.FIND_PATHS, [appId, paths]);
    return new Set(rows.map(({ path }) => path));
  }

  /** All whose path begins with `prefix`, by path. One query. */
  listFiles(appId: string, prefix: string): Promise<AppFile[]> {
    return this.sql.rows<AppFile>(statements.LIST, [appId, prefix]);
  }

  /** What is directly within a folder, its folders first. One query. */
  listFolder(appId: string, folder: string): Promise<ListedRow[]> {
    return this.sql.rows<ListedRow>(statements.LIST_FOLDER, [appId, folder]);
  }

  read({ contentId }: AppFile, range: ByteRange): AsyncIterable<Uint8Array> {
    return this.contents.read(contentId, range);
  }

  /**
   * Makes a file, or replaces one once all of it has come: until then everybody sees the old one. Throws what
   * `Intake.receive` throws, and ConflictError when the app has as many files as it may.
   */
  async save(appId: string, path: string, incoming: Incoming): Promise<Received> {
    const replaces = (await this.findFile(appId, path))?.size ?? 0;
    const received = await this.intake.receive({ appId }, { ...incoming, replaces });
    try {
      await this.put(appId, path, received);
    } catch (error) {
      await this.intake.discard(received.contentId).catch(() => undefined); // it expires in any case
      throw error;
    }
    return received;
  }

  /** Files of these paths, and all in folders of these paths. What is not there is no error. */
  removeFiles(appId: string, paths: readonly string[]): Promise<void> {
    return this.remove(statements.REMOVE, appId, paths);
  }

  /** A file that is not there is no error. */
  removeFile(appId: string, path: string): Promise<void> {
    return this.remove(statements.REMOVE_FILE, appId, path);
  }

  private async remove(
    { text }: Statement,
    appId: string,
    what: string | readonly string[],
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockApp(manager, appId);
      await manager.query(text, [appId, what]);
    });
  }

  private async put(appId: string, path: string, { contentId, hash }: Received): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockApp(manager, appId);
      const [before] = await manager.query<AppFile[]>(statements.FIND.text, [appId, path]);
      if (before === undefined) {
        const { filesPerApp } = this.config.limits;
        const [{ count }] = await manager.query<[{ count: number }]>(statements.COUNT.text, [
          appId,
        ]);
        if (count >= filesPerApp)
          throw new ConflictError(`The app has ${count} files, and may not have more; remove some`);
      }
      const row = [appId, path, contentId, hash, new Date()];
      await manager.query(statements.WRITE.text, row);
      if (before !== undefined) await this.intake.discard(before.contentId, manager);
    });
  }
}
