import { IsOptional, Matches } from 'class-validator';
import { LANGUAGE, LANGUAGE_MESSAGE } from '../../common/language.js';
import { PageDto } from '../../common/page.dto.js';

export class ListAppsDto extends PageDto {
  /** @example en */
  @IsOptional()
  @Matches(LANGUAGE, { message: LANGUAGE_MESSAGE })
  language?: string;
}
