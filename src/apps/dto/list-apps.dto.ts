import { IsOptional } from 'class-validator';
import { IsLanguage } from '../../common/language.js';
import { PageDto } from '../../common/page.dto.js';

export class ListAppsDto extends PageDto {
  /** @example en */
  @IsOptional()
  @IsLanguage()
  language?: string;
}
