import type { Category, Visibility } from '../../apps/app-terms.js';

/** An app as the store shows it: as it was published last. */
export class StoreListingDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example Greetings */
  name: string;

  /** @example Says hello to everybody in a list. */
  description: string;

  /** @example ["hello"] */
  tags: string[];

  author: { id: string; name: string };
  primary_category: Category | null;
  secondary_category: Category | null;
  age_rating: number | null;

  /** In cents; null or 0 = free. */
  price: number | null;

  /** Whether everybody may join, or ask to. */
  visibility: Visibility;

  /** @example 1 */
  version: number;

  /** Stars, on average; null = nobody has rated it. */
  rating: number | null;
  rating_count: number;
  download_count: number;
  published_at: string;
  updated_at: string;
}

export class FacetDto {
  /** @example Finance */
  value: string;

  /** @example 12 */
  count: number;
}

/** How many of the finds have which category and which tags, the most frequent first. */
export class FacetsDto {
  categories: FacetDto[];

  /** Twenty at most. */
  tags: FacetDto[];

  /** False: there are more than 1000 finds, and those with the best ranking were counted. */
  complete: boolean;
}

export class StorePageDto {
  items: StoreListingDto[];

  /** For the next page; null = this is the last. */
  next_cursor: string | null;

  /** What was searched for instead, when nothing was found for the query as it is. */
  corrected_query: string | null;

  /** On the first page. */
  facets: FacetsDto | null;
}
