import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Category, Visibility } from '../../apps/app-terms.js';
import type { StoreSort } from './search-store.dto.js';
import { wordsOf } from './search-words.js';
import { readStoreCursor, storeCursor } from './store-cursor.js';
import {
  CORRECTIONS,
  facetsStatement,
  MOST_WEIGHED,
  pageStatement,
  type Query,
  type StoreFilter,
} from './store-statements.js';

export interface StoreQuery {
  readonly query: string;
  readonly category: Category | undefined;
  readonly tag: string | undefined;
  readonly author: string | undefined;
  readonly sort: StoreSort;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** A row of store_listings. */
export interface StoreListing {
  readonly app_id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: string[];
  readonly publisher_id: string;
  readonly author_name: string;
  readonly primary_category: Category | null;
  readonly secondary_category: Category | null;
  readonly age_rating: number | null;
  readonly price: number | null;
  readonly visibility: Visibility;
  readonly version: number;
  readonly rating_sum: number;
  readonly rating_count: number;
  readonly download_count: number;
  readonly published_at: Date;
  readonly updated_at: Date;
}

interface Facet {
  readonly value: string;
  readonly count: number;
}

interface Facets {
  readonly found: number;
  readonly categories: Facet[];
  readonly tags: Facet[];
}

export interface StorePage {
  readonly listings: readonly StoreListing[];
  readonly nextCursor: string | undefined;
  readonly correctedQuery: string | undefined;
  readonly facets: (Omit<Facets, 'found'> & { readonly complete: boolean }) | undefined;
}

const NOTHING: StorePage = {
  listings: [],
  nextCursor: undefined,
  correctedQuery: undefined,
  facets: { categories: [], tags: [], complete: true },
};

/** Finds published apps. docs/decisions/0020 says why it is done this way. */
@Injectable()
export class StoreSearch {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Four queries at most. A query without any word, such as `%%%`, finds nothing. Throws InvalidError for a cursor
   * of another list.
   */
  async search(asked: StoreQuery): Promise<StorePage> {
    const words = wordsOf(asked.query);
    if (words.length === 0 && asked.query.trim() !== '') return NOTHING;
    const filter = { ...asked, words };
    const found = await this.page(asked, filter);
    if (found.listings.length > 0 || words.length === 0 || asked.cursor !== undefined) return found;
    const meant = await this.corrected(words);
    if (meant === undefined) return found;
    const better = await this.page(asked, { ...asked, words: meant });
    if (better.listings.length === 0) return found;
    return { ...better, correctedQuery: meant.join(' ') };
  }

  private async page(asked: StoreQuery, filter: StoreFilter): Promise<StorePage> {
    const { limit, cursor } = asked;
    const sort = asked.sort === 'relevance' && filter.words.length === 0 ? 'rating' : asked.sort;
    const after = cursor === undefined ? undefined : readStoreCursor(sort, cursor);
    const rows = await this.rows<StoreListing & { key: string }>(
      pageStatement(filter, sort, after, limit),
    );
    if (rows.length === 0 && cursor === undefined) return NOTHING;
    const listings = rows.slice(0, limit);
    const last = rows.length > limit ? listings.at(-1) : undefined;
    return {
      listings,
      nextCursor: last && storeCursor(sort, { key: last.key, appId: last.app_id }),
      correctedQuery: undefined,
      facets: cursor === undefined ? await this.facets(filter) : undefined,
    };
  }

  private async facets(filter: StoreFilter): Promise<StorePage['facets']> {
    const [{ found, categories, tags }] = (await this.rows<Facets>(facetsStatement(filter))) as [
      Facets,
    ];
    return { categories, tags, complete: found <= MOST_WEIGHED };
  }

  /** The words with those that are known in the place of those that are not; undefined = there is nothing to change. */
  private async corrected(words: readonly string[]): Promise<string[] | undefined> {
    const rows = await this.dataSource.query<{ given: string; meant: string | null }[]>(
      CORRECTIONS,
      [words],
    );
    const meant = new Map(rows.map((row) => [row.given, row.meant ?? row.given]));
    const corrected = words.map((word) => meant.get(word) ?? word);
    return corrected.every((word, index) => word === words[index]) ? undefined : corrected;
  }

  /** Not prepared: the best plan depends on how frequent the words are. */
  private rows<Row>({ text, values }: Query): Promise<Row[]> {
    return this.dataSource.query<Row[]>(text, [...values]);
  }
}
