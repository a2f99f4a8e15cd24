import type pg from 'pg';
import type { Category, Visibility } from '../../src/apps/app-terms.js';
import { insertApp } from './apps.js';

export interface TestListing {
  readonly name?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly author?: string;
  readonly ranking?: number;
  readonly downloads?: number;
  readonly category?: Category;
  readonly visibility?: Visibility;
}

/** Writes an app and its listing straight into a test database; answers its id. */
export async function insertListed(
  database: pg.Pool,
  ownerId: string,
  { visibility = 'Public', ...listing }: TestListing = {},
): Promise<string> {
  const { id } = await insertApp(database, ownerId, { visibility });
  await insertListing(database, id, ownerId, { visibility, ...listing });
  return id;
}

export async function insertListing(
  database: pg.Pool,
  appId: string,
  publisherId: string,
  listing: TestListing = {},
): Promise<void> {
  await database.query(
    `INSERT INTO store_listings (app_id, publisher_id, author_name, name, description, tags, ranking,
      download_count, primary_category, visibility) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      appId,
      publisherId,
      listing.author ?? 'Grace Hopper',
      listing.name ?? 'Something',
      listing.description ?? '',
      listing.tags ?? [],
      listing.ranking ?? 0,
      listing.downloads ?? 0,
      listing.category ?? 'Other',
      listing.visibility ?? 'Public',
    ],
  );
}
