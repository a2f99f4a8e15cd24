import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { NotFoundError } from '../../common/errors.js';
import { isIdentifier } from '../../common/identifier.js';
import { type PublishedApp, publishedApp, type PublishedContent } from './published-app.js';
import type { StoreListing } from './store-search.service.js';
import { SHOWN } from './store-statements.js';

export interface StoreApp extends StoreListing {
  readonly long_description: string | null;
  readonly release_notes: string | null;
  readonly versions: readonly StoreVersion[];
  /** Files, of the language that was listed first. */
  readonly media: {
    readonly icon: string | null;
    readonly thumbnail: string | null;
    readonly preview_media: readonly string[];
  } | null;
}

interface StoreVersion {
  readonly version: number;
  readonly release_notes: string;
  readonly published_at: string;
}

const APP = `SELECT row_to_json(app) AS app FROM (SELECT ${SHOWN}, long_description, release_notes,
    (SELECT coalesce(json_agg(of), '[]') FROM (SELECT publication.version, publication.release_notes,
        coalesce(reviewed_at, requested_at) AS published_at FROM publications publication
      WHERE publication.app_id = listing.app_id AND status = 'approved'
      ORDER BY publication.version DESC LIMIT 100) of) AS versions,
    (SELECT row_to_json(shown) FROM (SELECT icon, thumbnail, preview_media FROM app_metadata meta
      WHERE meta.app_id = listing.app_id AND target = '' ORDER BY created_at, language LIMIT 1) shown) AS media
  FROM store_listings listing WHERE app_id = $1) app`;

const CONTENT = `SELECT json_build_object('boards', content -> 'boards', 'events', content -> 'events') AS content
  FROM publications WHERE app_id = $1 AND version = $2 AND status = 'approved'`;

/** Published apps in full. */
@Injectable()
export class StoreApps {
  /** A version never changes, and its boards may be long. */
  private readonly published = new LRUCache<string, PublishedApp>({ max: 500 });

  constructor(private readonly dataSource: DataSource) {}

  /** Two queries, one when the version was looked at before. Throws NotFoundError for what the store does not list. */
  async get(appId: string): Promise<{ app: StoreApp; published: PublishedApp }> {
    const [row] = isIdentifier(appId)
      ? await this.dataSource.query<{ app: StoreApp }[]>(APP, [appId])
      : [];
    if (row === undefined) throw new NotFoundError('The store has no such app');
    return { app: row.app, published: await this.publishedApp(row.app) };
  }

  private async publishedApp({ app_id: appId, version }: StoreApp): Promise<PublishedApp> {
    const key = JSON.stringify([appId, version]);
    const known = this.published.get(key);
    if (known !== undefined) return known;
    const [row] = await this.dataSource.query<{ content: PublishedContent }[]>(CONTENT, [
      appId,
      version,
    ]);
    if (row === undefined) return publishedApp({});
    const published = publishedApp(row.content);
    this.published.set(key, published);
    return published;
  }
}
