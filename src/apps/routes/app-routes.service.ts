import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { ConflictError, InvalidError, NotFoundError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { isForeignKeyViolation } from '../../database/violations.js';
import { lockApp } from '../app-lock.js';
import { AppRoute } from './app-route.entity.js';

const MOST_PER_APP = 200;

export interface RouteFields {
  readonly path: string;
  readonly eventId: string;
  readonly isDefault: boolean;
}

/** The pages of an app by their paths. Who may change them is decided before. */
@Injectable()
export class AppRoutesService {
  constructor(@InjectRepository(AppRoute) private readonly routes: Repository<AppRoute>) {}

  /** By path. */
  listRoutes(appId: string): Promise<AppRoute[]> {
    return this.routes.find({ where: { appId }, order: { path: 'ASC' } });
  }

  /** Throws NotFoundError. */
  async getByPath(appId: string, path: string): Promise<AppRoute> {
    const route = await this.routes.findOneBy({ appId, path });
    if (route === null) throw new NotFoundError(`There is no route ${path} in the app`);
    return route;
  }

  /** Throws NotFoundError. */
  async getDefault(appId: string): Promise<AppRoute> {
    const route = await this.routes.findOneBy({ appId, isDefault: true });
    if (route === null) throw new NotFoundError('The app has no default route');
    return route;
  }

  /**
   * Throws ConflictError when the id or the path is taken or there are 200 routes, InvalidError for an id that is
   * not plain, NotFoundError for an unknown event.
   */
  createRoute(appId: string, wantedId: string, fields: RouteFields): Promise<AppRoute> {
    return this.change(appId, fields.eventId, async (manager) => {
      const id = newId(wantedId, 'id');
      if ((await manager.countBy(AppRoute, { appId })) >= MOST_PER_APP)
        throw new ConflictError(`There are ${MOST_PER_APP} routes already; remove some first`);
      if (await manager.existsBy(AppRoute, { appId, id }))
        throw new ConflictError(`There is a route with the id ${id} already`);
      await this.assertFree(manager, appId, id, fields.path);
      if (fields.isDefault) await this.unsetDefault(manager, appId);
      await manager.insert(AppRoute, { ...fields, appId, id });
      return manager.findOneByOrFail(AppRoute, { appId, id });
    });
  }

  /** What is left out stays. Throws NotFoundError for an unknown route or event, ConflictError for a taken path. */
  changeRoute(appId: string, id: string, fields: Partial<RouteFields>): Promise<AppRoute> {
    return this.change(appId, fields.eventId, async (manager) => {
      if (!(await manager.existsBy(AppRoute, { appId, id }))) throw unknownRoute(id);
      if (fields.path !== undefined) await this.assertFree(manager, appId, id, fields.path);
      if (fields.isDefault === true) await this.unsetDefault(manager, appId);
      await manager.update(AppRoute, { appId, id }, { ...fields, updatedAt: new Date() });
      return manager.findOneByOrFail(AppRoute, { appId, id });
    });
  }

  /** Throws NotFoundError. */
  async removeRoute(appId: string, id: string): Promise<void> {
    const { affected } = await this.routes.delete({ appId, id });
    if (affected === 0) throw unknownRoute(id);
  }

  /** Changes of an app's routes are made one after the other. */
  private async change(
    appId: string,
    eventId: string | undefined,
    make: (manager: EntityManager) => Promise<AppRoute>,
  ): Promise<AppRoute> {
    try {
      return await this.routes.manager.transaction(async (manager) => {
        await lockApp(manager, appId);
        return make(manager);
      });
    } catch (error) {
      if (!isForeignKeyViolation(error, 'app_routes_event')) throw error;
      throw new NotFoundError(`There is no event ${eventId?.slice(0, 200)} in the app`);
    }
  }

  private async assertFree(
    manager: EntityManager,
    appId: string,
    id: string,
    path: string,
  ): Promise<void> {
    const taken = await manager.findOneBy(AppRoute, { appId, path });
    if (taken !== null && taken.id !== id)
      throw new ConflictError(`The path ${path} is taken by the route ${taken.id}`);
  }

  private async unsetDefault(manager: EntityManager, appId: string): Promise<void> {
    const now = { isDefault: false, updatedAt: new Date() };
    await manager.update(AppRoute, { appId, isDefault: true }, now);
  }
}

/** Throws InvalidError for a new route that leads nowhere. */
export function requireEvent(eventId: string | null | undefined): string {
  if (eventId != null) return eventId;
  throw new InvalidError('The request is not as it must be: see eventId', [
    { path: 'eventId', message: 'must be the id of an event of the app' },
  ]);
}

function unknownRoute(id: string): NotFoundError {
  return new NotFoundError(`There is no route ${id.slice(0, 200)} in the app`);
}
