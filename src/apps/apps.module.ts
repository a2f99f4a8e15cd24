import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppAccessModule } from './access/app-access.module.js';
import { AppListService } from './app-list.service.js';
import { AppWriter } from './app-writer.service.js';
import { App } from './app.entity.js';
import { AppsController } from './apps.controller.js';
import { AppsService } from './apps.service.js';
import { AppMetadata } from './metadata/app-metadata.entity.js';
import { MetadataController } from './metadata/metadata.controller.js';
import { MetadataService } from './metadata/metadata.service.js';
import { Role } from './roles/role.entity.js';
import { Membership } from './team/membership.entity.js';
import { TeamModule } from './team/team.module.js';
import { AppRoom } from './room/app-room.service.js';
import { VisibilityService } from './visibility.service.js';

/** Apps, who belongs to them, and what their members may do. */
@Module({
  imports: [
    TypeOrmModule.forFeature([App, AppMetadata, Role, Membership]),
    AppAccessModule,
    TeamModule,
  ],
  controllers: [AppsController, MetadataController],
  providers: [AppListService, AppRoom, AppsService, AppWriter, MetadataService, VisibilityService],
  exports: [AppAccessModule, AppRoom, MetadataService],
})
export class AppsModule {}
