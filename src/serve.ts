import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger as Pino } from 'pino';
import { Lifecycle } from './common/lifecycle.js';
import { changeLogLevelOnSignal } from './common/log-level.js';
import { createPino } from './common/logger.js';
import type { Config } from './config/config.js';
import { serveMetrics } from './metrics/metrics-server.js';
import { Metrics } from './metrics/metrics.js';

/** Time that closing connections may take on top of the grace for running work. */
const CLOSE_MS = 5000;

/** Runs the api or the worker role until the process is told to stop. */
export async function serve(config: Config): Promise<void> {
  const pino = createPino(config);
  const app = await create(config, pino);
  changeLogLevelOnSignal(pino);
  const logger = new Logger('Server');
  stopOnSignal(app, config, logger);
  if (config.role === 'api' && config.jobs.auth === 'off')
    logger.warn('JOBS_AUTH=off: everybody who reaches this server can run, read and cancel jobs');
  await listenForScrapes(app.get(Metrics), config, logger);
  await app.listen(config.http.port, config.http.host);
  app.get(Lifecycle).phase = 'started';
}

/** In development several processes share a machine, and the port: those that come later go without. */
async function listenForScrapes(metrics: Metrics, config: Config, logger: Logger): Promise<void> {
  const { metricsPort, host } = config.http;
  if (metricsPort === 0) return;
  try {
    await serveMetrics(metrics, metricsPort, host);
  } catch (error) {
    if (config.production) throw error;
    logger.warn(
      `No metrics: METRICS_PORT ${metricsPort} can't be had (${(error as Error).message})`,
    );
  }
}

async function create(config: Config, pino: Pino): Promise<NestFastifyApplication> {
  if (config.role === 'worker') return (await import('./worker.js')).createWorker(config, pino);
  return (await import('./api.js')).createApi(config, pino);
}

/**
 * SIGTERM: readiness says no, and only when load balancers have had time to notice does the server
 * close. A second signal ends the process at once.
 */
function stopOnSignal(app: NestFastifyApplication, config: Config, logger: Logger): void {
  const { delayMs, graceMs } = config.shutdown;
  const lifecycle = app.get(Lifecycle);
  const stop = (signal: string) => {
    if (lifecycle.phase === 'draining') process.exit(1);
    lifecycle.phase = 'draining';
    logger.log(`${signal}: draining`);
    setTimeout(() => void close(), delayMs);
    setTimeout(
      () => {
        logger.fatal('Closing took too long: ending with work under way');
        process.exit(1);
      },
      delayMs + graceMs + CLOSE_MS,
    ).unref();
  };
  const close = async () => {
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));
  const crash = (error: unknown) => {
    logger.fatal(`Ending after a fault nobody caught: ${(error as Error)?.stack ?? String(error)}`);
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
