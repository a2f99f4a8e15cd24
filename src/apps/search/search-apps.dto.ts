import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsIdentifier } from '../../common/identifier.js';
import { IsLanguage } from '../../common/language.js';
import { PageDto } from '../../common/page.dto.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { CATEGORIES, type Category } from '../app-terms.js';

const SORTS = [
  'BestRated',
  'WorstRated',
  'MostPopular',
  'LeastPopular',
  'MostRelevant',
  'LeastRelevant',
  'NewestCreated',
  'OldestCreated',
  'NewestUpdated',
  'OldestUpdated',
] as const;
export type AppSort = (typeof SORTS)[number];

@IgnoresUnknownFields()
export class SearchAppsDto extends PageDto {
  /** Exactly this app. */
  @IsOptional()
  @IsIdentifier()
  id?: string;

  /**
   * Words, all of which must stand in the name, the description or a tag of the app.
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
  @IsString()
  @MaxLength(100)
  tag?: string;

  /** @example MostRelevant */
  @IsOptional()
  @IsIn(SORTS)
  sort?: AppSort = 'MostRelevant';
}
