import { type DynamicModule, Module } from '@nestjs/common';
import { AppsModule } from './apps/apps.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BoardEditingModule } from './boards/board-editing.module.js';
import { CatalogPagesModule } from './catalog/catalog-pages.module.js';
import { ErrorPagesController } from './common/error-pages.controller.js';
import type { Config } from './config/config.js';
import { EventsModule } from './events/events.module.js';
import { ExecutionPagesModule } from './execution/execution-pages.module.js';
import { FilePagesModule } from './files/file-pages.module.js';
import { HubModule } from './hub/hub.module.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { PlatformModule } from './platform.module.js';
import { StoreModule } from './store/store.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { TriggersModule } from './triggers/triggers.module.js';

/** The api role: everything that is reached over HTTP. */
@Module({
  imports: [
    AuthModule,
    AppsModule,
    BoardEditingModule,
    CatalogPagesModule,
    EventsModule,
    ExecutionPagesModule,
    FilePagesModule,
    HubModule,
    IdempotencyModule,
    JobsModule,
    StoreModule,
    TemplatesModule,
    TriggersModule,
  ],
  controllers: [ErrorPagesController],
})
export class ApiModule {
  static with(config: Config): DynamicModule {
    return { module: ApiModule, imports: [PlatformModule.with(config)] };
  }
}
