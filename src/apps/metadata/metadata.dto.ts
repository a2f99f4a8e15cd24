import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsIdentifier } from '../../common/identifier.js';
import { LanguageDto } from '../../common/language.js';
import { type SystemTime, systemTime } from '../../common/system-time.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import type { AddressOf } from '../media/media-addresses.service.js';
import type { AppMetadata } from './app-metadata.entity.js';
import type { MetadataFields } from './metadata.service.js';

const LINK = { protocols: ['http', 'https'], require_protocol: true };

export class MetadataTargetDto extends LanguageDto {
  /**
   * A template of the app; the app itself when left out.
   * @example tz4a98xxat96iws9zmbrgj3a
   */
  @IsOptional()
  @IsIdentifier()
  template_id?: string;
}

/** What people read of an app. Icon, thumbnail and preview media are uploaded, not written. */
@IgnoresUnknownFields()
export class PutMetadataDto {
  /** @example Greetings */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /** @example Says hello to everybody in a list. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string | null;

  /** @example Takes a list of names and greets them one by one. */
  @IsOptional()
  @IsString()
  @MaxLength(50_000)
  long_description?: string | null;

  /** @example Greets faster. */
  @IsOptional()
  @IsString()
  @MaxLength(50_000)
  release_notes?: string | null;

  /** @example ["hello", "example"] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  tags?: string[] | null;

  /** @example A first look. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  use_case?: string | null;

  /** @example 0 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(99)
  age_rating?: number | null;

  /** @example https://example.com */
  @IsOptional()
  @IsUrl(LINK, { message: 'must be a web address' })
  @MaxLength(2000)
  website?: string | null;

  /** @example https://example.com/help */
  @IsOptional()
  @IsUrl(LINK, { message: 'must be a web address' })
  @MaxLength(2000)
  support_url?: string | null;

  /** @example https://example.com/docs */
  @IsOptional()
  @IsUrl(LINK, { message: 'must be a web address' })
  @MaxLength(2000)
  docs_url?: string | null;

  /** Bytes that only one's own organization understands. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(8192)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(255, { each: true })
  organization_specific_values?: number[] | null;
}

export class MetadataDto extends PutMetadataDto {
  declare description: string;
  declare tags: string[];

  /** Its address; for an app that is not in the store, one that expires after a day or two. */
  icon: string | null;

  /** As `icon`. */
  thumbnail: string | null;

  /** As `icon`. */
  preview_media: string[];

  created_at: SystemTime;

  updated_at: SystemTime;

  static from(metadata: AppMetadata, addressOf: AddressOf): MetadataDto {
    const shown = (file: string | null) => (file === null ? null : addressOf(file));
    return {
      name: metadata.name,
      description: metadata.description,
      long_description: metadata.longDescription,
      release_notes: metadata.releaseNotes,
      tags: metadata.tags,
      use_case: metadata.useCase,
      icon: shown(metadata.icon),
      thumbnail: shown(metadata.thumbnail),
      preview_media: metadata.previewMedia.map(addressOf),
      age_rating: metadata.ageRating,
      website: metadata.website,
      support_url: metadata.supportUrl,
      docs_url: metadata.docsUrl,
      organization_specific_values: metadata.organizationSpecificValues,
      created_at: systemTime(metadata.createdAt),
      updated_at: systemTime(metadata.updatedAt),
    };
  }
}

/** All fields, so that what is left out is emptied: a PUT replaces. */
export function metadataOf(dto: PutMetadataDto): MetadataFields {
  return {
    name: dto.name,
    description: dto.description ?? '',
    longDescription: dto.long_description ?? null,
    releaseNotes: dto.release_notes ?? null,
    tags: dto.tags ?? [],
    useCase: dto.use_case ?? null,
    ageRating: dto.age_rating ?? null,
    website: dto.website ?? null,
    supportUrl: dto.support_url ?? null,
    docsUrl: dto.docs_url ?? null,
    organizationSpecificValues: dto.organization_specific_values ?? null,
  };
}
