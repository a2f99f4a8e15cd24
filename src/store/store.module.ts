import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppsModule } from '../apps/apps.module.js';
import { BoardEditingModule } from '../boards/board-editing.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { EventsModule } from '../events/events.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { AppUpgradesController } from './installations/app-upgrades.controller.js';
import { CopyWriter } from './installations/copy-writer.service.js';
import { Downloads } from './installations/downloads.service.js';
import { InstallationsService } from './installations/installations.service.js';
import { StoreInstallsController } from './installations/store-installs.controller.js';
import { StoreSources } from './installations/store-sources.service.js';
import { UpgradesService } from './installations/upgrades.service.js';
import { AppContents } from './publications/app-contents.service.js';
import { Listings } from './publications/listings.service.js';
import { Publication } from './publications/publication.entity.js';
import { PublicationReviewsController } from './publications/publication-reviews.controller.js';
import { PublicationReviews } from './publications/publication-reviews.service.js';
import { PublicationsController } from './publications/publications.controller.js';
import { PublicationsService } from './publications/publications.service.js';
import { StoreVersionsController } from './publications/store-versions.controller.js';
import { AppRating } from './ratings/app-rating.entity.js';
import { RatingsController } from './ratings/ratings.controller.js';
import { RatingsService } from './ratings/ratings.service.js';
import { StoreController } from './search/store.controller.js';
import { StoreSearch } from './search/store-search.service.js';

/** Finished apps, for everybody who may see them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([AppRating, Publication]),
    AppsModule,
    AuditModule,
    BoardEditingModule,
    EventsModule,
    TemplatesModule,
    UsersModule,
  ],
  controllers: [
    AppUpgradesController,
    PublicationsController,
    PublicationReviewsController,
    RatingsController,
    StoreController,
    StoreInstallsController,
    StoreVersionsController,
  ],
  providers: [
    AppContents,
    CopyWriter,
    Downloads,
    InstallationsService,
    Listings,
    PublicationReviews,
    PublicationsService,
    RatingsService,
    StoreSearch,
    StoreSources,
    UpgradesService,
  ],
})
export class StoreModule {}
