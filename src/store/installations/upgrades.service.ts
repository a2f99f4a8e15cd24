import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { lockApp } from '../../apps/app-lock.js';
import { AppRoute } from '../../apps/routes/app-route.entity.js';
import { BoardCopies } from '../../boards/board-copies.service.js';
import { ChangedError, ConflictError, InvalidError } from '../../common/errors.js';
import { EventCopies } from '../../events/event-copies.service.js';
import type { EventJson } from '../../events/event.js';
import { TemplateCopies } from '../../templates/template-copies.service.js';
import { isSameTrigger } from '../../triggers/trigger-plan.js';
import type { AppContent } from '../publications/app-content.js';
import { AppContents } from '../publications/app-contents.service.js';
import { type CopyIds, idsFor, type Kind, underIds } from './copy-ids.js';
import { CopyWriter, restingEvent } from './copy-writer.service.js';
import { InstallationsService } from './installations.service.js';
import { StoreSources } from './store-sources.service.js';
import { missingSecrets, type MissingSecret } from './to-fill-in.js';
import { type PlannedChange, planTag, planUpgrade } from './upgrade-plan.js';

export interface UpgradePreview {
  readonly from: number;
  readonly to: number;
  readonly releaseNotes: string;
  /** Names this very upgrade of the copy as it is now. */
  readonly tag: string;
  readonly changes: readonly PlannedChange[];
}

export interface WantedUpgrade {
  readonly version: number;
  /** That of the preview. */
  readonly tag: string;
  /** Source ids of parts that stay as they are in the copy. */
  readonly keep: readonly string[];
}

export interface Upgraded {
  readonly version: number;
  readonly changes: readonly PlannedChange[];
  /** Of what the upgrade brought. */
  readonly secrets: readonly MissingSecret[];
  /** Would start by themselves, and wait for the owner to switch them on. */
  readonly resting: readonly EventJson[];
}

interface Planned extends UpgradePreview {
  readonly ids: CopyIds;
  readonly mine: AppContent;
  readonly theirs: AppContent;
}

const NOTE = `UPDATE installations SET source_version = $2, ids = $3, upgraded_at = now() WHERE app_id = $1`;

/** Brings copies to other versions of what they are copies of. */
@Injectable()
export class UpgradesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly installations: InstallationsService,
    private readonly sources: StoreSources,
    private readonly contents: AppContents,
    private readonly writer: CopyWriter,
    private readonly boards: BoardCopies,
    private readonly events: EventCopies,
    private readonly templates: TemplateCopies,
  ) {}

  /**
   * What an upgrade would do; changes nothing. Throws NotFoundError for an app that is no copy, ConflictError when
   * there is no newer version, and what StoreSources.get throws.
   */
  preview(userId: string, appId: string, version: number | undefined): Promise<UpgradePreview> {
    return this.dataSource.transaction('REPEATABLE READ', (manager) =>
      this.plan(manager, userId, appId, version),
    );
  }

  /**
   * All or nothing, and just what the preview told. Secrets that are filled in stay, so does what only the copy has.
   * Throws ChangedError when the copy is not as it was then, and what `preview` throws.
   */
  upgrade(userId: string, appId: string, wanted: WantedUpgrade): Promise<Upgraded> {
    return this.dataSource.transaction(async (manager) => {
      await lockApp(manager, appId);
      await this.contents.lock(manager, appId);
      const planned = await this.plan(manager, userId, appId, wanted.version);
      if (planned.tag !== wanted.tag)
        throw new ChangedError(
          'The app was changed since the upgrade was previewed; look at it again',
        );
      const changes = withoutKept(planned.changes, wanted.keep);
      const events = await this.apply(manager, appId, planned, changes);
      await manager.query(NOTE, [appId, wanted.version, JSON.stringify(planned.ids)]);
      const { boards } = partsIn(planned.theirs, changes);
      return {
        version: wanted.version,
        changes,
        secrets: missingSecrets({ ...planned.theirs, boards, events }),
        resting: events.filter(({ id, active }) => !active && isActive(planned.theirs, id)),
      };
    });
  }

  private async plan(
    manager: EntityManager,
    userId: string,
    appId: string,
    version: number | undefined,
  ): Promise<Planned> {
    const installation = await this.installations.getInstallation(appId, manager);
    const { sourceAppId, version: from } = installation;
    if (sourceAppId === null) throw new ConflictError('What this app is a copy of is gone');
    const source = await this.sources.get(manager, userId, sourceAppId, version);
    const { version: to, releaseNotes } = source;
    if (to <= from) throw new ConflictError(`The app has version ${from}; there is no newer one`);
    const installed = await this.sources.findContent(manager, sourceAppId, from);
    const ids = idsFor(source.content, appId, installation.ids);
    const mine = await this.contents.take(manager, appId);
    const theirs = underIds(source.content, ids);
    // Where that is not known any more, whatever is different here may have been changed here.
    const base = installed === undefined ? withoutParts(theirs) : underIds(installed, ids);
    const changes = planUpgrade(base, mine, theirs, ids);
    return {
      from,
      to,
      releaseNotes,
      tag: planTag([from, to], changes),
      changes,
      ids,
      mine,
      theirs,
    };
  }

  /** Answers the events as they were written. */
  private async apply(
    manager: EntityManager,
    appId: string,
    { mine, theirs }: Planned,
    changes: readonly PlannedChange[],
  ): Promise<EventJson[]> {
    const gone = (kind: Kind) =>
      changes.filter((one) => one.kind === kind && one.change === 'removed').map(({ id }) => id);
    const next = partsIn(theirs, changes);
    // Routes first: two of them may have exchanged their paths.
    for (const { kind, id } of changes)
      if (kind === 'routes') await manager.delete(AppRoute, { appId, id });
    for (const id of gone('events')) await this.events.remove(manager, appId, id);
    const own = new Set(mine.boards.map(({ id }) => id));
    for (const board of next.boards)
      if (own.has(board.id)) await this.boards.replace(manager, appId, board);
      else await this.boards.add(manager, appId, board);
    const there = new Set([...own, ...next.boards.map(({ id }) => id)]);
    const events = next.events
      .map((event) => switchedAsBefore(event, mine))
      .map((event) => (there.has(event.board_id) ? event : { ...event, active: false }));
    for (const event of events) await this.events.put(manager, appId, event);
    for (const template of next.templates)
      await this.writer.putTemplate(manager, appId, template, theirs);
    const hasDefault = mine.routes.some(
      ({ id, isDefault }) => isDefault && !changes.some((one) => one.id === id),
    );
    for (const route of next.routes)
      await this.writer.addRoute(manager, appId, {
        ...route,
        isDefault: route.isDefault && !hasDefault,
      });
    for (const id of gone('templates')) await this.templates.remove(manager, appId, id);
    for (const id of gone('boards')) await this.boards.remove(manager, appId, id);
    return events;
  }
}

/** Throws InvalidError for what the upgrade does not touch. A path that is taken is never taken away. */
function withoutKept(
  changes: readonly PlannedChange[],
  keep: readonly string[],
): readonly PlannedChange[] {
  const unknown = keep.findIndex((id) => !changes.some(({ sourceId }) => sourceId === id));
  if (unknown >= 0)
    throw new InvalidError('The upgrade does not touch what is to be kept', [
      { path: `keep.${unknown}`, message: 'must be a source_id of the preview' },
    ]);
  return changes.filter(
    ({ sourceId, conflict }) => !keep.includes(sourceId) && conflict !== 'path_taken',
  );
}

function withoutParts(content: AppContent): AppContent {
  return { ...content, boards: [], events: [], templates: [], routes: [] };
}

/** Those parts that are added or changed. */
function partsIn(content: AppContent, changes: readonly PlannedChange[]): AppContent {
  const touched = new Set(changes.map(({ kind, id }) => `${kind} ${id}`));
  const of = <T extends { readonly id: string }>(kind: Kind, parts: readonly T[]) =>
    parts.filter(({ id }) => touched.has(`${kind} ${id}`));
  return {
    ...content,
    boards: of('boards', content.boards),
    events: of('events', content.events),
    templates: of('templates', content.templates),
    routes: of('routes', content.routes),
  };
}

/** The owner of the copy has said whether it is on; a trigger that became another one waits for them again. */
function switchedAsBefore(event: EventJson, mine: AppContent): EventJson {
  const before = mine.events.find(({ id }) => id === event.id);
  if (before === undefined || !isSameTrigger(before, event)) return restingEvent(event);
  return { ...event, active: before.active };
}

function isActive({ events }: AppContent, id: string): boolean {
  return events.some((event) => event.id === id && event.active);
}
