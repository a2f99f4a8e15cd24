import type { EntityManager } from 'typeorm';
import { unknownApp } from './access/app-access.service.js';
import { App } from './app.entity.js';

/**
 * Whatever changes the roles or the members of an app begins with this: until the end of the transaction
 * nobody else does so. Throws NotFoundError.
 */
export async function lockApp(manager: EntityManager, appId: string): Promise<App> {
  const lock = { mode: 'for_no_key_update' } as const;
  const app = await manager.findOne(App, { where: { id: appId }, lock });
  if (app === null) throw unknownApp(appId);
  return app;
}
