import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppAccessModule } from './access/app-access.module.js';
import { AppSearch } from './search/app-search.service.js';
import { AppSearchController } from './search/app-search.controller.js';
import { AppListService } from './app-list.service.js';
import { AppWriter } from './app-writer.service.js';
import { App } from './app.entity.js';
import { AppsController } from './apps.controller.js';
import { AppsService } from './apps.service.js';
import { AppNotificationsController } from './notifications/app-notifications.controller.js';
import { AppNotificationsModule } from './notifications/app-notifications.module.js';
import { AppMediaController } from './media/app-media.controller.js';
import { AppMediaService } from './media/app-media.service.js';
import { MediaAddresses } from './media/media-addresses.service.js';
import { MediaTransfersController } from './media/media-transfers.controller.js';
import { AppMedia } from './media/app-media.entity.js';
import { AppMetadata } from './metadata/app-metadata.entity.js';
import { MetadataController } from './metadata/metadata.controller.js';
import { MetadataService } from './metadata/metadata.service.js';
import { AppRoute } from './routes/app-route.entity.js';
import { AppRoutesController } from './routes/app-routes.controller.js';
import { AppRoutesService } from './routes/app-routes.service.js';
import { Role } from './roles/role.entity.js';
import { Membership } from './team/membership.entity.js';
import { TeamModule } from './team/team.module.js';
import { AppRoomModule } from './room/app-room.module.js';
import { VisibilityService } from './visibility.service.js';

/** Apps, who belongs to them, and what their members may do. */
@Module({
  imports: [
    TypeOrmModule.forFeature([App, AppMedia, AppMetadata, AppRoute, Role, Membership]),
    AppAccessModule,
    AppNotificationsModule,
    AppRoomModule,
    TeamModule,
  ],
  controllers: [
    // Before the one that takes any id.
    AppSearchController,
    AppsController,
    MetadataController,
    AppMediaController,
    AppNotificationsController,
    AppRoutesController,
    MediaTransfersController,
  ],
  providers: [
    AppListService,
    AppSearch,
    AppMediaService,
    AppRoutesService,
    MediaAddresses,
    AppsService,
    AppWriter,
    MetadataService,
    VisibilityService,
  ],
  exports: [
    AppAccessModule,
    AppRoomModule,
    AppsService,
    MediaAddresses,
    MetadataService,
    VisibilityService,
  ],
})
export class AppsModule {}
