import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Category, Visibility } from '../../apps/app-terms.js';
import { wordsOf } from './search-words.js';
import { readStoreCursor, storeCursor } from './store-cursor.js';
import type { StoreOrder } from './store-order.js';
import { CORRECTIONS, searchStatement, type StoreFilter } from './store-statements.js';

export interface StoreQuery {
  readonly id?: string | undefined;
  readonly query: string;
  readonly category: Category | undefined;
  readonly tag: string | undefined;
  readonly author: string | undefined;
  readonly order: StoreOrder;
  readonly limit: number;
  /** How many to leave out. */
  readonly offset?: number;
  readonly cursor: string | undefined;
  /** Whether the first page is to have facets. */
  readonly withFacets: boolean;
}

/** A row of store_listings, as JSON. */
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
  /** RFC 3339, with an offset; so is `updated_at`. */
  readonly published_at: string;
  readonly updated_at: string;
}

interface Facet {
  readonly value: string;
  readonly count: number;
}

interface Facets {
  readonly categories: Facet[];
  readonly tags: Facet[];
  readonly complete: boolean;
}

export interface StorePage {
  readonly listings: readonly StoreListing[];
  readonly nextCursor: string | undefined;
  readonly correctedQuery: string | undefined;
  readonly facets: Facets | undefined;
}

const NOTHING: StorePage = {
  listings: [],
  nextCursor: undefined,
  correctedQuery: undefined,
  facets: { categories: [], tags: [], complete: true },
};

interface Found {
  readonly listings: (StoreListing & { readonly key: string })[];
  readonly facets: Facets | null;
}

/** Finds published apps. docs/decisions/0020 says why it is done this way. */
@Injectable()
export class StoreSearch {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Three queries at most. A query without any word, such as `%%%`, finds nothing. Throws InvalidError for a cursor
   * of another list.
   */
  async search(asked: StoreQuery): Promise<StorePage> {
    const words = wordsOf(asked.query);
    if (words.length === 0 && asked.query.trim() !== '') return NOTHING;
    const found = await this.page(asked, { ...asked, words });
    if (found.listings.length > 0 || words.length === 0 || asked.cursor !== undefined) return found;
    const meant = await this.corrected(words);
    if (meant === undefined) return found;
    const better = await this.page(asked, { ...asked, words: meant });
    if (better.listings.length === 0) return found;
    return { ...better, correctedQuery: meant.join(' ') };
  }

  private async page(asked: StoreQuery, filter: StoreFilter): Promise<StorePage> {
    const { limit, cursor, offset = 0 } = asked;
    const order = orderOf(asked.order, filter.words);
    const after = cursor === undefined ? undefined : readStoreCursor(order, cursor);
    const withFacets = asked.withFacets && cursor === undefined;
    const { text, values } = searchStatement(filter, { order, after, offset, limit, withFacets });
    // Not prepared: the best plan depends on how frequent the words are.
    const [{ listings: found, facets }] = await this.dataSource.query<[Found]>(text, [...values]);
    const listings = found.slice(0, limit);
    const last = found.length > limit ? listings.at(-1) : undefined;
    return {
      listings,
      nextCursor: last && storeCursor(order, { key: last.key, appId: last.app_id }),
      correctedQuery: undefined,
      facets: facets ?? undefined,
    };
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
}

function orderOf(order: StoreOrder, words: readonly string[]): StoreOrder {
  return order.by === 'relevance' && words.length === 0 ? { ...order, by: 'rating' } : order;
}
