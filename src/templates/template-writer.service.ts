import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { lockApp } from '../apps/app-lock.js';
import { DEFAULT_LANGUAGE, MetadataService, targetOf } from '../apps/metadata/metadata.service.js';
import { AppRoom } from '../apps/room/app-room.service.js';
import { query } from '../boards/drafts.service.js';
import { RevisionsService } from '../boards/revisions.service.js';
import { SecretValues } from '../boards/secrets/secret-values.service.js';
import { ForbiddenError } from '../common/errors.js';
import { newId } from '../common/new-id.js';
import { Config } from '../config/config.js';
import {
  type BoardJson,
  bumpVersion,
  type VersionBump,
  type VersionJson,
} from '../engine/index.js';
import * as statements from './template-statements.js';

const MAX_TEMPLATES = 1000;
const FIRST_VERSION: VersionJson = [0, 0, 0];

/** What becomes a version of a template. */
export interface Snapshot {
  readonly boardId: string;
  /** Null = the draft. */
  readonly boardVersion: VersionJson | null;
  readonly bump: VersionBump;
  readonly changelog: string | null;
}

/** Makes templates of boards (board page, 5.6). */
@Injectable()
export class TemplateWriter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly revisions: RevisionsService,
    private readonly secrets: SecretValues,
    private readonly metadata: MetadataService,
    private readonly room: AppRoom,
    private readonly config: Config,
  ) {}

  /**
   * Keeps a board, without the values of its secrets, as a new template or as the next version of one.
   * Throws NotFoundError for an unknown board, ForbiddenError beyond the limits.
   */
  async save(
    appId: string,
    templateId: string,
    snapshot: Snapshot,
  ): Promise<{ id: string; version: VersionJson }> {
    const { boardId, boardVersion, bump, changelog } = snapshot;
    const from = boardVersion?.join('.') ?? 'draft';
    const { content } = await this.revisions.readText(appId, boardId, from);
    const board = this.secrets.hide(JSON.parse(content) as BoardJson);
    return this.dataSource.transaction((manager) =>
      this.keep(manager, appId, templateId, board, { bump, changelog }),
    );
  }

  /** The same for a board without secrets, within the caller's transaction. Throws ForbiddenError beyond the limits. */
  async keep(
    manager: EntityManager,
    appId: string,
    templateId: string,
    board: BoardJson,
    { bump, changelog }: Pick<Snapshot, 'bump' | 'changelog'>,
  ): Promise<{ id: string; version: VersionJson }> {
    const exists = await this.lock(manager, appId, templateId);
    const id = exists ? templateId : await this.create(manager, appId, templateId, board);
    const version = await this.nextVersion(manager, appId, id, bump);
    const text = JSON.stringify(board);
    await this.room.assertFor(appId, text.length, manager);
    const row = [appId, id, ...version, text, changelog, text.length];
    await query(manager, statements.ADD_VERSION, row);
    return { id, version };
  }

  /** Whether there is such a template; one that is not there yet is made by one at a time. */
  private async lock(manager: EntityManager, appId: string, templateId: string): Promise<boolean> {
    const isThere = async () =>
      (await query(manager, statements.LOCK, [appId, templateId])).length > 0;
    if (await isThere()) return true;
    await lockApp(manager, appId);
    return isThere();
  }

  private async create(
    manager: EntityManager,
    appId: string,
    templateId: string,
    { name, description }: BoardJson,
  ): Promise<string> {
    const id = newId(templateId, 'template_id');
    const [row] = await query<{ count: number }>(manager, statements.COUNT, [appId]);
    if (row!.count >= MAX_TEMPLATES)
      throw new ForbiddenError(`The app has ${row!.count} templates, and may not have more`);
    await query(manager, statements.CREATE, [appId, id]);
    const read = { name: name.slice(0, 200), description: description.slice(0, 2000) };
    const target = targetOf(id);
    await this.metadata.putMetadata(appId, target, DEFAULT_LANGUAGE, read, manager);
    return id;
  }

  private async nextVersion(
    manager: EntityManager,
    appId: string,
    id: string,
    bump: VersionBump,
  ): Promise<VersionJson> {
    const [newest] = await query<{ major: number; minor: number; patch: number; count: number }>(
      manager,
      statements.FIND_NEWEST,
      [appId, id],
    );
    if (newest === undefined) return FIRST_VERSION;
    const { major, minor, patch, count } = newest;
    if (count >= this.config.limits.versionsPerBoard)
      throw new ForbiddenError(`The template has ${count} versions, and may not have more`);
    return bumpVersion([major, minor, patch], bump);
  }
}
