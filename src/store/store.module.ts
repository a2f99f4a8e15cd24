import { Module } from '@nestjs/common';
import { StoreController } from './search/store.controller.js';
import { StoreSearch } from './search/store-search.service.js';

/** Finished apps, for everybody who may see them. */
@Module({ controllers: [StoreController], providers: [StoreSearch] })
export class StoreModule {}
