import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DEFAULT_LANGUAGE, MetadataService } from '../../apps/metadata/metadata.service.js';
import { AppRoute } from '../../apps/routes/app-route.entity.js';
import { App } from '../../apps/app.entity.js';
import { AppsService } from '../../apps/apps.service.js';
import { BoardCopies } from '../../boards/board-copies.service.js';
import { EventCopies } from '../../events/event-copies.service.js';
import type { EventJson } from '../../events/event.js';
import { TemplateCopies } from '../../templates/template-copies.service.js';
import { startsByItself } from '../../triggers/trigger-plan.js';
import type { AppContent, ContentRoute, ContentText } from '../publications/app-content.js';

/** Writes what an app is made of, within the caller's transaction. The ids are those it will have. */
@Injectable()
export class CopyWriter {
  constructor(
    private readonly apps: AppsService,
    private readonly metadata: MetadataService,
    private readonly boards: BoardCopies,
    private readonly events: EventCopies,
    private readonly templates: TemplateCopies,
  ) {}

  /** A private app of this user's, still empty. Throws what AppsService.createApp throws. */
  async createApp(
    manager: EntityManager,
    userId: string,
    content: AppContent,
    name: string | undefined,
  ): Promise<string> {
    const { primaryCategory, bits, ...app } = content.app;
    const texts = content.texts.filter(({ target }) => target === '');
    const first = texts.find(({ language }) => language === DEFAULT_LANGUAGE) ?? texts[0];
    const {
      language = DEFAULT_LANGUAGE,
      target: _,
      ...read
    } = first ?? { name: 'App', target: '' };
    const { id } = await this.apps.createWithin(manager, userId, {
      visibility: 'Private',
      category: primaryCategory,
      bits,
      language,
      metadata: { ...read, ...(name !== undefined && { name }) },
    });
    await manager.update(App, { id }, app);
    await this.putTexts(
      manager,
      id,
      texts.filter((text) => text !== first),
    );
    return id;
  }

  /** All parts of an app that has none of them yet. */
  async addParts(manager: EntityManager, appId: string, content: AppContent): Promise<void> {
    for (const board of content.boards) await this.boards.add(manager, appId, board);
    for (const event of content.events) await this.events.put(manager, appId, event);
    for (const template of content.templates)
      await this.putTemplate(manager, appId, template, content);
    for (const route of content.routes) await this.addRoute(manager, appId, route);
  }

  async putTemplate(
    manager: EntityManager,
    appId: string,
    template: AppContent['templates'][number],
    { texts }: AppContent,
  ): Promise<void> {
    await this.templates.put(manager, appId, template);
    const own = texts.filter(({ target }) => target === `template:${template.id}`);
    await this.putTexts(manager, appId, own);
  }

  async addRoute(manager: EntityManager, appId: string, route: ContentRoute): Promise<void> {
    await manager.insert(AppRoute, { ...route, appId });
  }

  private async putTexts(
    manager: EntityManager,
    appId: string,
    texts: readonly ContentText[],
  ): Promise<void> {
    for (const { target, language, ...fields } of texts)
      await this.metadata.putMetadata(appId, target, language, fields, manager);
  }
}

/** Nothing is to start by itself in a copy before its owner says so. */
export function restingEvent(event: EventJson): EventJson {
  return startsByItself(event) ? { ...event, active: false } : event;
}
