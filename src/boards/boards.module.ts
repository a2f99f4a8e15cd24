import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { Board } from './board.entity.js';
import { RevisionsService } from './revisions.service.js';
import { SecretValues } from './secrets/secret-values.service.js';

/** Reads boards, as every process that runs them does. */
@Module({
  imports: [TypeOrmModule.forFeature([Board]), CatalogModule],
  providers: [RevisionsService, SecretValues],
  exports: [RevisionsService, SecretValues],
})
export class BoardsModule {}
