import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardEditingModule } from '../boards/board-editing.module.js';
import { EventsModule } from '../events/events.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { AppUpgradesController } from './installations/app-upgrades.controller.js';
import { CopyWriter } from './installations/copy-writer.service.js';
import { Downloads } from './installations/downloads.service.js';
import { InstallationsService } from './installations/installations.service.js';
import { StoreInstallsController } from './installations/store-installs.controller.js';
import { StoreSources } from './installations/store-sources.service.js';
import { UpgradesService } from './installations/upgrades.service.js';
import { AppContents } from './publications/app-contents.service.js';
import { StoreController } from './search/store.controller.js';
import { StoreSearch } from './search/store-search.service.js';

/** Finished apps, for everybody who may see them. */
@Module({
  imports: [AppsModule, BoardEditingModule, EventsModule, TemplatesModule],
  controllers: [AppUpgradesController, StoreController, StoreInstallsController],
  providers: [
    AppContents,
    CopyWriter,
    Downloads,
    InstallationsService,
    StoreSearch,
    StoreSources,
    UpgradesService,
  ],
})
export class StoreModule {}
