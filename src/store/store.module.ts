import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { AppSearchController } from './search/app-search.controller.js';
import { ListedApps } from './search/listed-apps.service.js';
import { StoreApps } from './search/store-apps.service.js';
import { StoreController } from './search/store.controller.js';
import { StoreSearch } from './search/store-search.service.js';

/** Finished apps, for everybody who may see them. */
@Module({
  imports: [AppsModule],
  controllers: [AppSearchController, StoreController],
  providers: [ListedApps, StoreApps, StoreSearch],
})
export class StoreModule {}
