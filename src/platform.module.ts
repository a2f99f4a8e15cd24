import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { Admission } from './admission/admission.js';
import { ErrorFilter } from './common/error.filter.js';
import { Lifecycle } from './common/lifecycle.js';
import { validationPipe } from './common/validation.js';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { RedisModule } from './queue/redis.module.js';
import { TracingModule } from './tracing/tracing.module.js';

/** What every role of the server stands on. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        ConfigModule.with(config),
        DatabaseModule,
        RedisModule,
        HealthModule,
        MetricsModule,
        TracingModule,
      ],
      providers: [
        Admission,
        Lifecycle,
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
      exports: [Admission, Lifecycle],
    };
  }
}
