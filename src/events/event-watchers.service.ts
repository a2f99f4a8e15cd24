import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventFields, EventJson } from './event.js';

/** A feature that keeps something of its own for every event. What it throws keeps the event from being saved. */
export interface EventWatcher {
  /** Before anything is written or locked. */
  check(event: EventFields): void;
  /** Within the transaction that writes the event. */
  saved(manager: EntityManager, appId: string, event: EventJson): Promise<void>;
}

/** Those above that are told of saved events. */
@Injectable()
export class EventWatchers {
  private readonly watchers: EventWatcher[] = [];

  add(watcher: EventWatcher): void {
    this.watchers.push(watcher);
  }

  check(event: EventFields): void {
    for (const watcher of this.watchers) watcher.check(event);
  }

  async saved(manager: EntityManager, appId: string, event: EventJson): Promise<void> {
    for (const watcher of this.watchers) await watcher.saved(manager, appId, event);
  }
}
