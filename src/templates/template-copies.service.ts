import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { query } from '../boards/drafts.service.js';
import type { BoardJson } from '../engine/index.js';
import * as statements from './template-statements.js';
import { TemplateWriter } from './template-writer.service.js';

/** A template in its newest version. It has no secrets. */
export interface TemplateCopy {
  readonly id: string;
  readonly board: BoardJson;
  readonly changelog: string | null;
}

/** Templates of an app, read and written within the caller's transaction, which holds the lock of the app. */
@Injectable()
export class TemplateCopies {
  constructor(private readonly writer: TemplateWriter) {}

  /** Nobody else changes a template of the app until the transaction ends. */
  async lock(manager: EntityManager, appId: string): Promise<void> {
    await query(manager, statements.LOCK_ALL, [appId]);
  }

  /** Oldest first. One query. */
  async take(manager: EntityManager, appId: string): Promise<TemplateCopy[]> {
    const rows = await query<{ id: string; content: string; changelog: string | null }>(
      manager,
      statements.READ_NEWEST_OF_ALL,
      [appId],
    );
    return rows.map(({ id, content, changelog }) => ({
      id,
      board: JSON.parse(content) as BoardJson,
      changelog,
    }));
  }

  /** Makes it, or gives it one more version. Throws what TemplateWriter.keep throws. */
  async put(
    manager: EntityManager,
    appId: string,
    { id, board, changelog }: TemplateCopy,
  ): Promise<void> {
    await this.writer.keep(manager, appId, id, board, { bump: 'Patch', changelog });
  }

  /** With its versions and what is read of it. */
  async remove(manager: EntityManager, appId: string, id: string): Promise<void> {
    await query(manager, statements.REMOVE, [appId, id]);
  }
}
