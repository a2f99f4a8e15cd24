import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CATEGORIES, type Category } from '../../apps/app-terms.js';
import { IsIdentifier } from '../../common/identifier.js';
import { IsLanguage } from '../../common/language.js';
import { PageDto } from '../../common/page.dto.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { CURSOR_LENGTH } from './store-cursor.js';
import type { StoreOrder } from './store-order.js';

/** The ecosystem's names of orders. */
export const APP_ORDERS = {
  BestRated: { by: 'rating', isDescending: true },
  WorstRated: { by: 'rating', isDescending: false },
  MostPopular: { by: 'popular', isDescending: true },
  LeastPopular: { by: 'popular', isDescending: false },
  MostRelevant: { by: 'relevance', isDescending: true },
  LeastRelevant: { by: 'relevance', isDescending: false },
  NewestCreated: { by: 'newest', isDescending: true },
  OldestCreated: { by: 'newest', isDescending: false },
  NewestUpdated: { by: 'updated', isDescending: true },
  OldestUpdated: { by: 'updated', isDescending: false },
} as const satisfies Record<string, StoreOrder>;
type AppSort = keyof typeof APP_ORDERS;
const SORTS = Object.keys(APP_ORDERS);

@IgnoresUnknownFields()
export class SearchAppsDto extends PageDto {
  /** Exactly this app. */
  @IsOptional()
  @IsIdentifier()
  id?: string;

  /**
   * Words, as in `GET /store`.
   * @example invoice
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  query?: string;

  /** @example en */
  @IsOptional()
  @IsLanguage()
  language?: string;

  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** @example finance */
  @IsOptional()
  @IsIdentifier()
  tag?: string;

  /** @example MostRelevant */
  @IsOptional()
  @IsIn(SORTS)
  sort?: AppSort = 'MostRelevant';

  /** Where the page before ended: taken from its header Link. */
  @IsOptional()
  @IsString()
  @MaxLength(CURSOR_LENGTH)
  declare cursor?: string;
}
