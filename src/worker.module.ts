import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config/config.js';
import { JobsWorkerModule } from './jobs/jobs-worker.module.js';
import { PlatformModule } from './platform.module.js';
import { TriggersWorkerModule } from './triggers/triggers-worker.module.js';

/** The worker role: executes jobs, starts what clocks start, and answers probes. */
@Module({ imports: [JobsWorkerModule, TriggersWorkerModule] })
export class WorkerModule {
  static with(config: Config): DynamicModule {
    return { module: WorkerModule, imports: [PlatformModule.with(config)] };
  }
}
