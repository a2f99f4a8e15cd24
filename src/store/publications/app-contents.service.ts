import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { App } from '../../apps/app.entity.js';
import { AppMetadata } from '../../apps/metadata/app-metadata.entity.js';
import { AppRoute } from '../../apps/routes/app-route.entity.js';
import { BoardCopies } from '../../boards/board-copies.service.js';
import type { BoardJson } from '../../engine/index.js';
import { EventCopies } from '../../events/event-copies.service.js';
import { TemplateCopies } from '../../templates/template-copies.service.js';
import type { AppContent, ContentRoute, ContentText } from './app-content.js';
import { usedStates, type UsedState } from './used-states.js';

/** Takes what an app is made of, within the caller's transaction. */
@Injectable()
export class AppContents {
  constructor(
    private readonly boards: BoardCopies,
    private readonly events: EventCopies,
    private readonly templates: TemplateCopies,
  ) {}

  /**
   * Nobody else changes what the app is made of until the transaction ends, which holds the lock of the app
   * already.
   */
  async lock(manager: EntityManager, appId: string): Promise<void> {
    await this.boards.lock(manager, appId);
    await this.events.lock(manager, appId);
    await this.templates.lock(manager, appId);
  }

  /** As it stands: boards in their drafts. Six queries. */
  async take(manager: EntityManager, appId: string): Promise<AppContent> {
    return {
      app: appOf(await manager.findOneByOrFail(App, { id: appId })),
      texts: (await manager.findBy(AppMetadata, { appId })).map(textOf),
      boards: await this.boards.takeDrafts(manager, appId),
      events: await this.events.take(manager, appId),
      templates: await this.templates.take(manager, appId),
      routes: (await manager.findBy(AppRoute, { appId })).map(routeOf),
    };
  }

  /**
   * As it is published: boards in the states that are run, each of them a board of its own, so that whoever gets a
   * copy can change all of it, and fill in all its secrets.
   */
  async takeUsed(manager: EntityManager, appId: string): Promise<AppContent> {
    const content = await this.take(manager, appId);
    const newest = await this.boards.newestVersions(manager, appId);
    const used = usedStates(content, newest);
    const drafts = new Map(content.boards.map((board) => [board.id, board]));
    const boards: BoardJson[] = [];
    for (const state of used.states) {
      const board = await this.stateOf(manager, appId, state, drafts);
      if (board !== undefined) boards.push({ ...board, id: state.id });
    }
    return { ...content, boards, events: used.events };
  }

  private async stateOf(
    manager: EntityManager,
    appId: string,
    { boardId, version }: UsedState,
    drafts: ReadonlyMap<string, BoardJson>,
  ): Promise<BoardJson | undefined> {
    if (version === null) return drafts.get(boardId);
    return this.boards.takeVersion(manager, appId, boardId, version);
  }
}

function appOf(app: App): AppContent['app'] {
  const { primaryCategory, secondaryCategory, executionMode, bits, frontend, version } = app;
  return { primaryCategory, secondaryCategory, executionMode, bits, frontend, version };
}

function textOf(text: AppMetadata): ContentText {
  const { target, language, name, description, longDescription, releaseNotes, tags } = text;
  const { useCase, ageRating, website, supportUrl, docsUrl } = text;
  const read = { target, language, name, description, longDescription, releaseNotes, tags };
  return { ...read, useCase, ageRating, website, supportUrl, docsUrl };
}

function routeOf({ id, path, eventId, isDefault }: AppRoute): ContentRoute {
  return { id, path, eventId, isDefault };
}
