import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { admitRequests } from './admission/admit-requests.js';
import { ApiModule } from './api.module.js';
import { refuseLargeBodiesOfStrangers } from './auth/credentials/large-bodies.js';
import type { Config } from './config/config.js';
import { createHttpApp } from './http-app.js';
import { keepAnswers } from './idempotency/keep-answers.js';
import { serveDocumentation } from './openapi.js';
import { refuseUnknownTriggers } from './triggers/unknown-triggers.js';

/** The api role, not listening yet. */
export async function createApi(config: Config, pino?: Logger): Promise<NestFastifyApplication> {
  const app = await createHttpApp(ApiModule.with(config), config, pino);
  // In this order: a request has its place until its answer is kept, and one too many is not even looked at.
  keepAnswers(app);
  admitRequests(app);
  refuseLargeBodiesOfStrangers(app);
  refuseUnknownTriggers(app);
  serveDocumentation(app, config);
  return app;
}
