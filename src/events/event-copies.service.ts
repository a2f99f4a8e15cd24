import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { query } from '../boards/drafts.service.js';
import { EventSecrets } from './event-secrets.service.js';
import * as statements from './event-statements.js';
import { EventWriter } from './event-writer.service.js';
import type { EventJson } from './event.js';

/**
 * Whole events of an app, read and written within the caller's transaction, which holds the lock of the app. What
 * is read has no values of secrets; what is written keeps those that are there.
 */
@Injectable()
export class EventCopies {
  constructor(
    private readonly secrets: EventSecrets,
    private readonly writer: EventWriter,
  ) {}

  /** Nobody else changes an event of the app until the transaction ends. */
  async lock(manager: EntityManager, appId: string): Promise<void> {
    await query(manager, statements.LOCK_ALL, [appId]);
  }

  /** One query. */
  async take(manager: EntityManager, appId: string): Promise<EventJson[]> {
    const rows = await query<statements.EventRow>(manager, statements.READ_ALL, [appId]);
    return rows.map(({ content }) => this.secrets.hide(JSON.parse(content) as EventJson));
  }

  /** Makes it or changes it. Throws what EventWriter.saveWithin throws. */
  async put(manager: EntityManager, appId: string, event: EventJson): Promise<void> {
    await this.writer.saveWithin(manager, appId, event.id, event);
  }

  /** With its versions, its feedback, its trigger and its routes. */
  async remove(manager: EntityManager, appId: string, eventId: string): Promise<void> {
    await query(manager, statements.REMOVE, [appId, eventId]);
  }
}
