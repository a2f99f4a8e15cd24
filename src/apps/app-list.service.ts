import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TimeCursor } from '../common/time-page.js';
import { App } from './app.entity.js';
import type { AppContents } from './dto/app.dto.js';
import type { AppMetadata } from './metadata/app-metadata.entity.js';
import { MetadataService } from './metadata/metadata.service.js';
import { Membership } from './team/membership.entity.js';

export interface AppPage {
  readonly limit: number;
  readonly offset: number;
  /** Where the page before ended. */
  readonly after: TimeCursor | undefined;
  readonly language: string;
}

/** To within what a cursor can say, or apps would be lost between two pages. */
const CHANGED = `date_trunc('milliseconds', app.updatedAt)`;

export interface ListedApp {
  readonly app: App;
  readonly metadata: AppMetadata | undefined;
}

/** Reads apps together with what belongs to them, in a fixed number of queries. */
@Injectable()
export class AppListService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly metadata: MetadataService,
  ) {}

  /** The apps somebody is a member of, the latest changed first. Two queries. */
  async listApps(userId: string, page: AppPage): Promise<ListedApp[]> {
    const found = this.dataSource
      .createQueryBuilder(App, 'app')
      .innerJoin(Membership, 'member', 'member.appId = app.id AND member.userId = :userId', {
        userId,
      })
      .orderBy(CHANGED, 'DESC')
      .addOrderBy('app.id', 'DESC')
      .limit(page.limit)
      .offset(page.offset);
    if (page.after !== undefined) found.andWhere(`(${CHANGED}, app.id) < (:time, :id)`, page.after);
    return this.withMetadata(await found.getMany(), page.language);
  }

  async withMetadata(apps: readonly App[], language: string): Promise<ListedApp[]> {
    const ids = apps.map(({ id }) => id);
    const metadata = await this.metadata.findForApps(ids, language);
    return apps.map((app) => ({ app, metadata: metadata.get(app.id) }));
  }

  /** The ids of what an app holds. One query. */
  async contentsOf(appId: string, manager = this.dataSource.manager): Promise<AppContents> {
    const ids = (table: string) =>
      `ARRAY(SELECT id FROM ${table} WHERE app_id = $1 ORDER BY created_at, id) AS ${table}`;
    const [row] = await manager.query<[AppContents]>(
      `SELECT ${ids('boards')}, ${ids('events')}, ${ids('templates')}`,
      [appId],
    );
    return row;
  }
}
