import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { type EventRow, READ } from './event-statements.js';
import { unknownEvent } from './events.service.js';
import type { EventJson } from './event.js';

/** Events for those who run them. */
@Injectable()
export class RunnableEvents {
  constructor(private readonly sql: Sql) {}

  /** With its secrets, still encrypted. Throws NotFoundError. */
  async getEvent(appId: string, eventId: string): Promise<EventJson> {
    const [row] = await this.sql.rows<EventRow>(READ, [appId, eventId]);
    if (row === undefined) throw unknownEvent(eventId);
    return JSON.parse(row.content) as EventJson;
  }
}
