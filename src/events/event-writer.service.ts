import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { lockApp } from '../apps/app-lock.js';
import { query } from '../boards/drafts.service.js';
import { ChangedError, ForbiddenError, InvalidError } from '../common/errors.js';
import { newId } from '../common/new-id.js';
import { isAsRead, type ReadRevision } from '../common/revision-etag.js';
import { systemTime } from '../common/system-time.js';
import type { VersionBump } from '../engine/index.js';
import { changedEvent, newEvent } from './event-change.js';
import { EventSecrets } from './event-secrets.service.js';
import * as statements from './event-statements.js';
import { EventTargets, refuseMissing } from './event-targets.service.js';
import { EventWatchers } from './event-watchers.service.js';
import type { EventFields, EventInputJson, EventJson } from './event.js';
import type { ReadEvent } from './events.service.js';

const MAX_EVENTS = 1000;
const MAX_VERSIONS = 1000;
/** Of its JSON: a list answers all events of an app. */
const MAX_CHARACTERS = 1_048_576;

export interface SaveOptions {
  readonly bump: VersionBump | undefined;
  /** The revision the caller has read; undefined = whatever there is. */
  readonly readAt: ReadRevision | undefined;
}

/** Saves events: made, changed, archived (board page, 3.3). */
@Injectable()
export class EventWriter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: EventSecrets,
    private readonly targets: EventTargets,
    private readonly watchers: EventWatchers,
  ) {}

  /**
   * Makes or changes an event, in one transaction. Throws InvalidError when an active one leads nowhere,
   * ChangedError when it is not at `readAt` any more, ForbiddenError beyond the limits, and what those who
   * watch events refuse.
   */
  async save(
    appId: string,
    eventId: string,
    sent: EventFields,
    options: SaveOptions,
  ): Promise<ReadEvent> {
    this.watchers.check(sent);
    // Before the transaction: a read of a board takes a connection of its own.
    const { inputs, missing } = await this.targets.look(appId, sent);
    if (sent.active) refuseMissing(missing, 'event.');
    const saved = await this.dataSource.transaction((manager) =>
      this.write(manager, appId, eventId, sent, inputs, options),
    );
    return { ...saved, event: this.secrets.hide(saved.event) };
  }

  /**
   * The same within the caller's transaction, which knows what the event takes and that it leads somewhere.
   * Throws ForbiddenError beyond the limits, and what those who watch events refuse.
   */
  async saveWithin(
    manager: EntityManager,
    appId: string,
    eventId: string,
    { inputs, ...sent }: EventJson,
  ): Promise<void> {
    this.watchers.check(sent);
    const options = { bump: undefined, readAt: undefined };
    await this.write(manager, appId, eventId, sent, inputs, options);
  }

  private async write(
    manager: EntityManager,
    appId: string,
    eventId: string,
    sent: EventFields,
    inputs: EventInputJson[],
    { bump, readAt }: SaveOptions,
  ): Promise<ReadEvent> {
    const stored = await this.lock(manager, appId, eventId);
    if (!isAsRead(readAt, stored?.revision))
      throw new ChangedError('The event was changed since you read it; read it again');
    const written =
      stored === undefined
        ? await this.create(manager, appId, eventId, sent, inputs)
        : await this.change(manager, appId, stored, sent, inputs, bump);
    await this.watchers.saved(manager, appId, written.event);
    return written;
  }

  /** An event that is not there yet is made by one at a time. */
  private async lock(
    manager: EntityManager,
    appId: string,
    eventId: string,
  ): Promise<statements.EventRow | undefined> {
    const find = () => query<statements.EventRow>(manager, statements.LOCK, [appId, eventId]);
    const [found] = await find();
    if (found !== undefined) return found;
    await lockApp(manager, appId);
    return (await find())[0];
  }

  private async create(
    manager: EntityManager,
    appId: string,
    eventId: string,
    sent: EventFields,
    inputs: EventInputJson[],
  ): Promise<ReadEvent> {
    const id = newId(eventId, 'event_id');
    const config = this.secrets.sealConfig(sent.config, [], appId);
    const event = newEvent(id, { ...sent, config }, inputs, systemTime(new Date()));
    await assertRoom(manager, statements.COUNT, [appId], MAX_EVENTS, 'The app has', 'events');
    const content = this.contentOf(event, appId);
    const created = [appId, event.id, content];
    const [made] = await query<{ revision: number }>(manager, statements.CREATE, created);
    return { event, revision: made!.revision };
  }

  private async change(
    manager: EntityManager,
    appId: string,
    { content: before, revision }: statements.EventRow,
    sent: EventFields,
    inputs: EventInputJson[],
    bump: VersionBump | undefined,
  ): Promise<ReadEvent> {
    const stored = JSON.parse(before) as EventJson;
    const config = this.secrets.sealConfig(sent.config, stored.config, appId);
    const now = systemTime(new Date());
    const { event, archives } = changedEvent(stored, { ...sent, config }, inputs, bump, now);
    const key = [appId, stored.id];
    if (archives) {
      await assertRoom(
        manager,
        statements.COUNT_VERSIONS,
        key,
        MAX_VERSIONS,
        'The event has',
        'versions',
      );
      await query(manager, statements.ARCHIVE, [...key, ...stored.event_version, before]);
    }
    await query(manager, statements.WRITE, [...key, this.contentOf(event, appId)]);
    return { event, revision: revision + 1 };
  }

  private contentOf(event: EventJson, appId: string): string {
    const content = JSON.stringify(this.secrets.seal(event, appId));
    if (content.length <= MAX_CHARACTERS) return content;
    throw new InvalidError(
      `An event may take ${MAX_CHARACTERS} characters; this one would take ${content.length}`,
    );
  }
}

async function assertRoom(
  manager: EntityManager,
  statement: typeof statements.COUNT,
  key: readonly string[],
  max: number,
  whose: string,
  things: string,
): Promise<void> {
  const [row] = await query<{ count: number }>(manager, statement, [...key]);
  if (row!.count >= max)
    throw new ForbiddenError(`${whose} ${row!.count} ${things}, and may not have more`);
}
