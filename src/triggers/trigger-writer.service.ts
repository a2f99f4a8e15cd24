import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { query } from '../boards/drafts.service.js';
import { ConflictError } from '../common/errors.js';
import { isUniqueViolation } from '../database/violations.js';
import type { EventFields, EventJson } from '../events/event.js';
import { EventWatchers } from '../events/event-watchers.service.js';
import { nextTick } from './schedule.js';
import type { TriggerRow } from './trigger.js';
import { planOf } from './trigger-plan.js';
import * as statements from './trigger-statements.js';

/** Gives every event that is saved its trigger, within the same transaction. */
@Injectable()
export class TriggerWriter implements OnModuleInit {
  constructor(private readonly watchers: EventWatchers) {}

  onModuleInit(): void {
    this.watchers.add(this);
  }

  check(event: EventFields): void {
    planOf(event);
  }

  /** Throws ConflictError when another event of the app has the path. */
  async saved(manager: EntityManager, appId: string, event: EventJson): Promise<void> {
    const { kind, path, method, open, schedule } = planOf(event);
    // An event that only shows a page runs nothing.
    const isActive = event.active && event.board_id !== '';
    const next = schedule !== null && isActive ? nextTick(schedule, new Date()) : null;
    const cells = [path, method, open, schedule?.expression, schedule?.timezone, next];
    const key = [appId, event.id];
    await manager.query('SAVEPOINT trigger');
    try {
      await query(manager, statements.SAVE, [...key, kind, isActive, ...cells]);
    } catch (error) {
      if (!isUniqueViolation(error, 'triggers_by_path')) throw error;
      await manager.query('ROLLBACK TO SAVEPOINT trigger');
      const [other] = await query<TriggerRow>(manager, statements.FIND_OTHER, [...key, path]);
      throw pathTaken(other);
    }
  }
}

export function pathTaken(other: TriggerRow | undefined): ConflictError {
  if (other === undefined) return new ConflictError('Another event of the app has this path');
  const { path, event_name: name, event_id: id } = other;
  return new ConflictError(`The path ${path} is that of the event ${name} (${id})`, {
    errors: [{ path: 'path', message: `the event ${id} has it; choose another one` }],
  });
}
