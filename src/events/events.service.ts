import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../common/errors.js';
import { Sql } from '../database/sql.js';
import type { VersionJson } from '../engine/index.js';
import { EventSecrets } from './event-secrets.service.js';
import * as statements from './event-statements.js';
import { inOrder } from './event-view.js';
import type { EventJson } from './event.js';

/** An event as it was after some change, without the values of its secrets. */
export interface ReadEvent {
  readonly event: EventJson;
  readonly revision: number;
}

/** Reads events of an app, and removes them. */
@Injectable()
export class EventsService {
  constructor(
    private readonly sql: Sql,
    private readonly secrets: EventSecrets,
  ) {}

  /** By priority, the highest first, then by name. One query. */
  async listEvents(appId: string): Promise<EventJson[]> {
    const rows = await this.sql.rows<statements.EventRow>(statements.READ_ALL, [appId]);
    return rows.map((row) => this.readable(row).event).toSorted(inOrder);
  }

  /** Throws NotFoundError. */
  async getEvent(appId: string, eventId: string): Promise<ReadEvent> {
    const [row] = await this.sql.rows<statements.EventRow>(statements.READ, [appId, eventId]);
    if (row === undefined) throw unknownEvent(eventId);
    return this.readable(row);
  }

  /** The event as it was in a version. Throws NotFoundError. */
  async getVersion(appId: string, eventId: string, version: VersionJson): Promise<EventJson> {
    const { event } = await this.getEvent(appId, eventId);
    if (String(event.event_version) === String(version)) return event;
    const [row] = await this.sql.rows<statements.EventRow>(statements.READ_VERSION, [
      appId,
      eventId,
      ...version,
    ]);
    if (row === undefined)
      throw new NotFoundError(`Event ${eventId} has no version ${version.join('.')}`);
    return this.readable(row).event;
  }

  /** Those that were archived, ascending, and then the present one. Throws NotFoundError. */
  async listVersions(appId: string, eventId: string): Promise<VersionJson[]> {
    const { event } = await this.getEvent(appId, eventId);
    const rows = await this.sql.rows<{ major: number; minor: number; patch: number }>(
      statements.LIST_VERSIONS,
      [appId, eventId],
    );
    const archived = rows.map(({ major, minor, patch }): VersionJson => [major, minor, patch]);
    return [...archived, event.event_version];
  }

  /** With its versions and its feedback. Throws NotFoundError. */
  async removeEvent(appId: string, eventId: string): Promise<void> {
    const removed = await this.sql.rows(statements.REMOVE, [appId, eventId]);
    if (removed.length === 0) throw unknownEvent(eventId);
  }

  private readable({ content, revision }: statements.EventRow): ReadEvent {
    return { event: this.secrets.hide(JSON.parse(content) as EventJson), revision };
  }
}

export function unknownEvent(eventId: string): NotFoundError {
  return new NotFoundError(`There is no event ${eventId.slice(0, 200)}`);
}
