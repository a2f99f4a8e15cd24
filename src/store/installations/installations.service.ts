import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, ForbiddenError, NotFoundError } from '../../common/errors.js';
import type { EventJson } from '../../events/event.js';
import { type CopyIds, idsFor, underIds } from './copy-ids.js';
import { CopyWriter, restingEvent } from './copy-writer.service.js';
import { Downloads } from './downloads.service.js';
import { StoreSources } from './store-sources.service.js';
import { missingSecrets, type MissingSecret } from './to-fill-in.js';

export interface WantedCopy {
  /** Undefined = the newest. */
  readonly version: number | undefined;
  /** Undefined = that of the app. */
  readonly name: string | undefined;
}

export interface InstalledCopy {
  readonly appId: string;
  readonly sourceAppId: string;
  readonly version: number;
  readonly secrets: readonly MissingSecret[];
  /** Would have started by themselves, and wait for the owner to switch them on. */
  readonly resting: readonly EventJson[];
}

/** What an app is a copy of. */
export interface Installation {
  readonly appId: string;
  /** Null when the original is gone. */
  readonly sourceAppId: string | null;
  readonly version: number;
  readonly ids: CopyIds;
  readonly installedAt: Date;
  readonly upgradedAt: Date | null;
}

const ADD = `INSERT INTO installations (app_id, source_app_id, source_version, user_id, ids)
  VALUES ($1, $2, $3, $4, $5)`;
const FIND = `SELECT app_id AS "appId", source_app_id AS "sourceAppId", source_version AS version, ids,
    installed_at AS "installedAt", upgraded_at AS "upgradedAt"
  FROM installations WHERE app_id = $1`;

/** Copies of published apps in somebody's own space. */
@Injectable()
export class InstallationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: StoreSources,
    private readonly writer: CopyWriter,
    private readonly downloads: Downloads,
  ) {}

  /**
   * All or nothing. Throws what StoreSources.get throws for an app that cannot be had, ForbiddenError when the user
   * has as many apps as anybody may, InvalidError when the copy is larger than apps may be.
   */
  install(userId: string, sourceAppId: string, wanted: WantedCopy): Promise<InstalledCopy> {
    return this.dataSource.transaction(async (manager) => {
      const source = await this.sources.get(manager, userId, sourceAppId, wanted.version);
      const ids = idsFor(source.content, createId());
      const content = underIds(source.content, ids);
      const events = content.events.map(restingEvent);
      const appId = await this.writer.createApp(manager, userId, content, wanted.name);
      await this.writer.addParts(manager, appId, { ...content, events });
      const { version } = source;
      await manager.query(ADD, [appId, sourceAppId, version, userId, JSON.stringify(ids)]);
      await this.downloads.count(manager, sourceAppId, userId);
      const resting = content.events.filter((event, at) => event.active && !events[at]!.active);
      return { appId, sourceAppId, version, secrets: missingSecrets(content), resting };
    });
  }

  /** Throws NotFoundError for an app that is no copy. */
  async getInstallation(
    appId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Installation> {
    const [found] = await manager.query<Installation[]>(FIND, [appId]);
    if (found === undefined) throw new NotFoundError('The app was not installed from the store');
    return found;
  }

  /** The number of the newest version that this user could have; null when there is none. */
  async findNewest({ sourceAppId }: Installation, userId: string): Promise<number | null> {
    if (sourceAppId === null) return null;
    try {
      return await this.sources.getNewest(this.dataSource.manager, userId, sourceAppId);
    } catch (error) {
      const refusals = [NotFoundError, ForbiddenError, ConflictError];
      if (refusals.some((refusal) => error instanceof refusal)) return null;
      throw error;
    }
  }
}
