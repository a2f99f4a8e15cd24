import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { takesLargeBody } from '../../common/json-body.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { strangerRefused } from './credentials.js';
import { PersonalAccessTokenStrategy } from './personal-access-token.strategy.js';

/**
 * Bodies are read and parsed before any guard is asked. Strangers must not make this server do that with bodies
 * of many megabytes: for those the credentials come first.
 */
export function refuseLargeBodiesOfStrangers(app: NestFastifyApplication): void {
  const strategies = [
    app.get(AccessTokenStrategy, { strict: false }),
    app.get(PersonalAccessTokenStrategy, { strict: false }),
    app.get(ApiKeyStrategy, { strict: false }),
  ];
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request) => {
    if (!takesLargeBody(request)) return;
    for (const strategy of strategies) if ((await strategy.validate(request)) !== null) return;
    throw strangerRefused(request.headers);
  });
}
