import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import { createHttpApp } from './http-app.js';
import { WorkerModule } from './worker.module.js';

/** The worker role, not listening yet: over HTTP it only answers probes. */
export function createWorker(config: Config, pino?: Logger): Promise<NestFastifyApplication> {
  return createHttpApp(WorkerModule.with(config), config, pino);
}
