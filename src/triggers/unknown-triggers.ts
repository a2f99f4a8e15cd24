import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TriggerDoor } from './trigger-door.service.js';
import { HTTP_DOOR } from './trigger-path.js';

/**
 * Bodies are read before any controller is asked. Whoever calls what no trigger takes is told so before: nobody
 * makes this server read megabytes for nothing.
 */
export function refuseUnknownTriggers(app: NestFastifyApplication): void {
  const door = app.get(TriggerDoor, { strict: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.url?.startsWith(HTTP_DOOR) !== true) return;
      const { app_id: appId = '' } = request.params as { app_id?: string };
      await door.find(appId, request, reply);
    });
}
