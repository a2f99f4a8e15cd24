import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { MediaAddresses } from '../apps/media/media-addresses.service.js';
import { MetadataDto } from '../apps/metadata/metadata.dto.js';
import { IsIdentifier } from '../common/identifier.js';
import { IgnoresUnknownFields } from '../common/unknown-fields.js';
import type { ListedTemplate } from './templates.service.js';

/** The board that becomes the next version of a template. */
@IgnoresUnknownFields()
export class PutTemplateDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  @IsIdentifier()
  board_id: string;

  /**
   * A frozen version of the board; the draft when left out.
   * @example [0, 0, 1]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(3)
  @ArrayMaxSize(3)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(999_999_999, { each: true })
  board_version?: number[] | null;

  /** Which part of the template's version to raise. */
  @IsOptional()
  @IsIn(['Major', 'Minor', 'Patch'])
  version_type?: 'Major' | 'Minor' | 'Patch' | null;

  /** @example Greets in two languages. */
  @IsOptional()
  @IsString()
  @MaxLength(50_000)
  changelog?: string | null;
}

/** The app, the template, and what is read of it. */
export type TemplateTuple = [appId: string, templateId: string, metadata: MetadataDto | null];

export function tupleOf(
  { appId, id, metadata }: ListedTemplate,
  addresses: MediaAddresses,
): TemplateTuple {
  if (metadata === undefined) return [appId, id, null];
  return [appId, id, MetadataDto.from(metadata, addresses.of(appId))];
}
