import { Module } from '@nestjs/common';
import { CatalogController } from './catalog.controller.js';
import { CatalogModule } from './catalog.module.js';
import { NodeDefinitions } from './node-definitions.service.js';

/** The HTTP side of the catalog. */
@Module({
  imports: [CatalogModule],
  controllers: [CatalogController],
  providers: [NodeDefinitions],
})
export class CatalogPagesModule {}
