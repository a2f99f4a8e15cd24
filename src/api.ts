import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { ApiModule } from './api.module.js';
import { refuseLargeBodiesOfStrangers } from './auth/credentials/large-bodies.js';
import type { Config } from './config/config.js';
import { createHttpApp } from './http-app.js';
import { keepAnswers } from './idempotency/keep-answers.js';
import { serveDocumentation } from './openapi.js';

/** The api role, not listening yet. */
export async function createApi(config: Config, pino?: Logger): Promise<NestFastifyApplication> {
  const app = await createHttpApp(ApiModule.with(config), config, pino);
  refuseLargeBodiesOfStrangers(app);
  keepAnswers(app);
  serveDocumentation(app, config);
  return app;
}
