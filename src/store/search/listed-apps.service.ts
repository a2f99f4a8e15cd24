import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { App } from '../../apps/app.entity.js';
import type { AppMetadata } from '../../apps/metadata/app-metadata.entity.js';
import { DEFAULT_LANGUAGE, MetadataService } from '../../apps/metadata/metadata.service.js';
import type { StoreListing } from './store-search.service.js';

export interface ListedApp {
  readonly app: App;
  readonly metadata: AppMetadata;
}

/** Listings in the form of apps, for clients of the ecosystem. */
@Injectable()
export class ListedApps {
  constructor(
    private readonly dataSource: DataSource,
    private readonly metadata: MetadataService,
  ) {}

  /** In the order of the listings, with the pictures of the language; an app that was deleted meanwhile is left out. Two queries. */
  async of(listings: readonly StoreListing[], language = DEFAULT_LANGUAGE): Promise<ListedApp[]> {
    if (listings.length === 0) return [];
    const ids = listings.map(({ app_id: id }) => id);
    const [apps, metadata] = await Promise.all([
      this.dataSource.getRepository(App).findBy({ id: In(ids) }),
      this.metadata.findForApps(ids, language),
    ]);
    const byId = new Map(apps.map((app) => [app.id, app]));
    return listings.flatMap((listing) => {
      const app = byId.get(listing.app_id);
      if (app === undefined) return [];
      const pictures = metadata.get(app.id);
      return [{ app: appOf(app, listing), metadata: metadataOf(listing, pictures) }];
    });
  }
}

/** As it was published: nothing of what its makers have changed since. */
function appOf(app: App, listing: StoreListing): App {
  return {
    ...app,
    changelog: null,
    frontend: null,
    bits: [],
    version: String(listing.version),
    visibility: listing.visibility,
    primaryCategory: listing.primary_category,
    secondaryCategory: listing.secondary_category,
    price: listing.price,
    ratingSum: listing.rating_sum,
    ratingCount: listing.rating_count,
    downloadCount: listing.download_count,
    createdAt: new Date(listing.published_at),
    updatedAt: new Date(listing.updated_at),
  };
}

/** Only pictures are taken from what is written of the app now. */
function metadataOf(listing: StoreListing, pictures: AppMetadata | undefined): AppMetadata {
  return {
    appId: listing.app_id,
    target: '',
    language: pictures?.language ?? DEFAULT_LANGUAGE,
    name: listing.name,
    description: listing.description,
    tags: listing.tags,
    ageRating: listing.age_rating,
    icon: pictures?.icon ?? null,
    thumbnail: pictures?.thumbnail ?? null,
    previewMedia: pictures?.previewMedia ?? [],
    longDescription: null,
    releaseNotes: null,
    useCase: null,
    website: null,
    supportUrl: null,
    docsUrl: null,
    organizationSpecificValues: null,
    createdAt: new Date(listing.published_at),
    updatedAt: new Date(listing.updated_at),
  };
}
