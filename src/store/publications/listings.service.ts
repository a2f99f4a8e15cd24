import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ListedVisibility } from '../../apps/app-terms.js';
import { rankingOf } from '../ratings/ranking.js';

const SHOWN = `name, description, long_description, tags, primary_category, secondary_category, age_rating,
  price, publisher_id, author_name`;
/** The app is first published once, however often it leaves the store and comes back. */
const PUBLISH = `WITH shown AS (
    UPDATE apps SET visibility = published.visibility,
      updated_at = GREATEST(now(), apps.updated_at + interval '1 millisecond')
    FROM publications published
    WHERE apps.id = $1 AND published.app_id = $1 AND published.version = $2
    RETURNING apps.*, published.listing, published.release_notes, published.version AS published_version)
  INSERT INTO store_listings (app_id, ${SHOWN}, visibility, version, release_notes, published_at,
    updated_at, rating_sum, rating_count, ranking, download_count)
  SELECT shown.id, listing.name, listing.description, listing.long_description, listing.tags,
    listing.primary_category, listing.secondary_category, listing.age_rating, listing.price,
    listing.publisher_id, listing.author_name, shown.visibility, shown.published_version,
    shown.release_notes,
    COALESCE((SELECT min(reviewed_at) FROM publications WHERE app_id = $1 AND status = 'approved'), now()),
    now(), shown.rating_sum, shown.rating_count,
    ${rankingOf('shown.rating_sum', 'shown.rating_count')}, shown.download_count
  FROM shown, json_to_record(shown.listing) listing (name text, description text,
    long_description text, tags text[], primary_category text, secondary_category text,
    age_rating integer, price integer, publisher_id text, author_name text)
  ON CONFLICT (app_id) DO UPDATE SET name = excluded.name, description = excluded.description,
    long_description = excluded.long_description, tags = excluded.tags,
    primary_category = excluded.primary_category, secondary_category = excluded.secondary_category,
    age_rating = excluded.age_rating, price = excluded.price, publisher_id = excluded.publisher_id,
    author_name = excluded.author_name, visibility = excluded.visibility, version = excluded.version,
    release_notes = excluded.release_notes, updated_at = excluded.updated_at`;

/** What the store shows of apps: written and removed in the transaction that holds the lock of the app. */
@Injectable()
export class Listings {
  /** Shows this version, and gives the app its visibility. */
  async publish(appId: string, version: number, manager: EntityManager): Promise<void> {
    await manager.query(PUBLISH, [appId, version]);
  }

  async relist(appId: string, visibility: ListedVisibility, manager: EntityManager): Promise<void> {
    await manager.query('UPDATE store_listings SET visibility = $2 WHERE app_id = $1', [
      appId,
      visibility,
    ]);
  }

  async remove(appId: string, manager: EntityManager): Promise<void> {
    await manager.query('DELETE FROM store_listings WHERE app_id = $1', [appId]);
  }
}
