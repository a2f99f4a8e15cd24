import { Injectable } from '@nestjs/common';
import type { AppMetadata } from '../apps/metadata/app-metadata.entity.js';
import { MetadataService, targetOf } from '../apps/metadata/metadata.service.js';
import { NotFoundError } from '../common/errors.js';
import { Sql } from '../database/sql.js';
import type { VersionJson } from '../engine/index.js';
import * as statements from './template-statements.js';

export interface ListedTemplate {
  readonly appId: string;
  readonly id: string;
  readonly metadata: AppMetadata | undefined;
}

/** Reads templates of apps, and removes them. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly sql: Sql,
    private readonly metadata: MetadataService,
  ) {}

  /** Those of some apps, in the order of the apps, oldest first. Two queries. */
  async listTemplates(appIds: readonly string[], language: string): Promise<ListedTemplate[]> {
    const rows = await this.sql.rows<{ app_id: string; id: string }>(statements.LIST, [appIds]);
    const found = await this.metadata.findForTemplates(appIds, language);
    const key = (appId: string, target: string) => JSON.stringify([appId, target]);
    const byTarget = new Map(found.map((meta) => [key(meta.appId, meta.target), meta]));
    return rows.map(({ app_id: appId, id }) => ({
      appId,
      id,
      metadata: byTarget.get(key(appId, targetOf(id))),
    }));
  }

  /** The JSON of the board that a template is, in its newest version if none is named. Throws NotFoundError. */
  async readTemplate(appId: string, id: string, version: VersionJson | undefined): Promise<string> {
    const statement = version === undefined ? statements.READ_NEWEST : statements.READ_VERSION;
    const key = [appId, id, ...(version ?? [])];
    const [row] = await this.sql.rows<{ content: string }>(statement, key);
    if (row !== undefined) return row.content;
    const suffix = version === undefined ? '' : ` with the version ${version.join('.')}`;
    throw new NotFoundError(`There is no template ${id.slice(0, 200)}${suffix}`);
  }

  /** With its versions and what is read of it. Throws NotFoundError. */
  async removeTemplate(appId: string, id: string): Promise<void> {
    const removed = await this.sql.rows(statements.REMOVE, [appId, id]);
    if (removed.length === 0) throw new NotFoundError(`There is no template ${id.slice(0, 200)}`);
  }
}
