import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './api.module.js';
import { refuseLargeBodiesOfStrangers } from './auth/credentials/large-bodies.js';
import type { Config } from './config/config.js';
import { createHttpApp } from './http-app.js';
import { keepAnswers } from './idempotency/keep-answers.js';
import { serveDocumentation } from './openapi.js';
import { refuseUnknownTriggers } from './triggers/unknown-triggers.js';

/** The api role, not listening yet. */
export async function createApi(config: Config): Promise<NestFastifyApplication> {
  const app = await createHttpApp(ApiModule.with(config), config);
  refuseLargeBodiesOfStrangers(app);
  refuseUnknownTriggers(app);
  keepAnswers(app);
  serveDocumentation(app, config);
  return app;
}
