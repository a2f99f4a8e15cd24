import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { CATEGORIES, type Category } from '../../apps/app-terms.js';
import { IsIdentifier } from '../../common/identifier.js';
import { CURSOR_LENGTH } from './store-cursor.js';
import type { StoreOrder } from './store-order.js';

const SORTS: readonly StoreOrder['by'][] = ['relevance', 'rating', 'popular', 'newest', 'updated'];

export class SearchStoreDto {
  /**
   * Words, all of which must stand in the name, the tags, the author or the description; the last one may be only
   * begun. Words with a typing error are put right when nothing is found otherwise. Eight words count.
   * @example invoice
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  query?: string;

  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** @example finance */
  @IsOptional()
  @IsIdentifier()
  tag?: string;

  /** The name of the author, whole, or the id of the user who published it. */
  @IsOptional()
  @IsIdentifier()
  author?: string;

  /** `relevance` without a query is `rating`. */
  @IsOptional()
  @IsIn(SORTS)
  sort?: StoreOrder['by'] = 'relevance';

  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 50;

  /** Where the page before ended: its `next_cursor`. Good for the same query, filters and order. */
  @IsOptional()
  @IsString()
  @MaxLength(CURSOR_LENGTH)
  cursor?: string;
}
