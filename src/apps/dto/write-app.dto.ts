import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsIdentifier } from '../../common/identifier.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import {
  APP_STATUSES,
  type AppExecutionMode,
  type AppStatus,
  CATEGORIES,
  type Category,
  EXECUTION_MODES,
  VISIBILITIES,
  type Visibility,
} from '../app-terms.js';
import { PutMetadataDto } from '../metadata/metadata.dto.js';

/** Only these can be chosen for a new app: publishing one takes a review. */
const FIRST_VISIBILITIES = ['Private', 'Prototype', 'Offline'] as const;

class AppTextDto {
  /** @example Says hello to everybody in a list. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string | null;

  /** @example Productivity */
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category | null;

  /** @example ["hello", "example"] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  tags?: string[] | null;
}

export class CreateAppDto extends AppTextDto {
  /** @example Greetings */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /**
   * `Private` is one's own, `Prototype` can be shared, `Offline` lives on one machine.
   * @example Private
   */
  @IsOptional()
  @IsIn(FIRST_VISIBILITIES)
  visibility?: (typeof FIRST_VISIBILITIES)[number] | null = 'Private';
}

@IgnoresUnknownFields()
export class AppFieldsDto {
  @IsOptional()
  @IsIn(APP_STATUSES)
  status?: AppStatus | null;

  @IsOptional()
  @IsIn(EXECUTION_MODES)
  execution_mode?: AppExecutionMode | null;

  @IsOptional()
  @IsIn(CATEGORIES)
  primary_category?: Category | null;

  @IsOptional()
  @IsIn(CATEGORIES)
  secondary_category?: Category | null;

  @IsOptional()
  @IsString()
  @MaxLength(50_000)
  changelog?: string | null;

  /** @example 1.0.0 */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  version?: string | null;

  /** In cents. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  price?: number | null;
}

/**
 * Either the fields that are to change, or, as the ecosystem's clients send it, `app`, `meta` and `bits`.
 * For an id that is not known yet `meta` makes a new app, under an id of the server's.
 */
@IgnoresUnknownFields()
export class PutAppDto extends AppTextDto {
  /** @example Greetings */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string | null;

  /** @example Private */
  @IsOptional()
  @IsIn(VISIBILITIES)
  visibility?: Visibility | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => AppFieldsDto)
  app?: AppFieldsDto | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => PutMetadataDto)
  meta?: PutMetadataDto | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsIdentifier({ each: true })
  bits?: string[] | null;
}

@IgnoresUnknownFields()
export class ChangeVisibilityDto {
  /** @example Prototype */
  @IsIn(VISIBILITIES)
  visibility: Visibility;
}
