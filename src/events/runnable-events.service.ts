import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { type EventRow, READ, READ_ALL } from './event-statements.js';
import { inOrder } from './event-view.js';
import { unknownEvent } from './events.service.js';
import type { EventJson } from './event.js';

/** Events for those who run them. */
@Injectable()
export class RunnableEvents {
  constructor(private readonly sql: Sql) {}

  /** By priority, the highest first, then by name; with their secrets, still encrypted. */
  async listEvents(appId: string): Promise<EventJson[]> {
    const rows = await this.sql.rows<EventRow>(READ_ALL, [appId]);
    return rows.map(({ content }) => JSON.parse(content) as EventJson).toSorted(inOrder);
  }

  /** With its secrets, still encrypted. Throws NotFoundError. */
  async getEvent(appId: string, eventId: string): Promise<EventJson> {
    const [row] = await this.sql.rows<EventRow>(READ, [appId, eventId]);
    if (row === undefined) throw unknownEvent(eventId);
    return JSON.parse(row.content) as EventJson;
  }
}
