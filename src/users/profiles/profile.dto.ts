import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { AnyJson } from '../../common/any-json.js';
import { IsIdentifier } from '../../common/identifier.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { CONNECTION_MODES, type Profile } from './profile.entity.js';

export class ProfileAppDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  app_id: string;

  /** @example true */
  favorite?: boolean | null = false;

  /** @example 1 */
  favorite_order?: number | null = null;

  /** @example false */
  pinned?: boolean | null = false;

  pinned_order?: number | null = null;
}

@IgnoresUnknownFields()
export class ProfileSettingsDto {
  /**
   * How wires are drawn.
   * @example default
   */
  @IsIn(CONNECTION_MODES)
  connection_mode: (typeof CONNECTION_MODES)[number];
}

/**
 * Fields that are left out or null stay as they are; others that the editor sends, such as `hub`, are
 * ignored.
 */
@IgnoresUnknownFields()
export class UpsertProfileDto {
  /** @example Work */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string | null;

  /** @example Boards for the office */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string | null;

  /** @example ["finance"] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  interests?: string[] | null;

  /** @example ["office"] */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  tags?: string[] | null;

  /**
   * A JSON object of at most 16 KiB.
   * @example {"primary": "#224466"}
   */
  @AnyJson({ type: 'object', additionalProperties: true })
  theme?: unknown;

  /**
   * The chosen models.
   * @example ["api.example.com:embedding-small"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsIdentifier({ each: true })
  bit_ids?: string[] | null;

  /** The whole list, of at most 500; an app that is not in it leaves the profile. */
  @AnyJson({ type: [ProfileAppDto], maxItems: 500 })
  apps?: unknown;

  /**
   * A JSON list of at most 16 KiB.
   * @example []
   */
  @AnyJson({ type: 'array', items: {} })
  shortcuts?: unknown;

  /** @example {"connection_mode": "default"} */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ProfileSettingsDto)
  settings?: ProfileSettingsDto | null;
}

@IgnoresUnknownFields()
export class ProfileBitDto {
  /** @example api.example.com:embedding-small */
  @IsIdentifier()
  bit_id: string;

  /** Whose list is meant; left out, that of the caller's oldest profile. */
  @IsOptional()
  @IsIdentifier()
  profile_id?: string | null;
}

/** Somebody's own profile in the editor. */
export class ProfileDto {
  /** @example jx0c3ka8b6n4d2w1q9s7z5m3 */
  id: string;

  /** @example tz4a98xxat96iws9zmbrgj3a */
  user_id: string;

  /** @example Work */
  name: string;

  /** @example Boards for the office */
  description: string | null;

  /** This server keeps no pictures of profiles. */
  thumbnail: string | null;

  /** This server keeps no pictures of profiles. */
  icon: string | null;

  /** @example ["finance"] */
  interests: string[];

  /** @example ["office"] */
  tags: string[];

  /** @example {"primary": "#224466"} */
  theme: object | null;

  settings: ProfileSettingsDto;

  apps: ProfileAppDto[];

  /** @example ["api.example.com:embedding-small"] */
  bit_ids: string[];

  /** @example [] */
  shortcuts: object;

  /**
   * Where the editor sends its calls, and its token with them: this server, whatever was asked for.
   * @example https://flow.example.com
   */
  hub: string;

  /** @example ["https://flow.example.com"] */
  hubs: string[];

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2026-11-24T12:00:00.000Z */
  updated_at: string;

  static from(profile: Profile, hub: string): ProfileDto {
    return {
      id: profile.id,
      user_id: profile.userId,
      name: profile.name,
      description: profile.description,
      thumbnail: null,
      icon: null,
      interests: profile.interests,
      tags: profile.tags,
      theme: profile.theme,
      settings: profile.settings,
      apps: profile.apps,
      bit_ids: profile.bitIds,
      shortcuts: profile.shortcuts,
      hub,
      hubs: [hub],
      created_at: profile.createdAt.toISOString(),
      updated_at: profile.updatedAt.toISOString(),
    };
  }
}

/** The profile, and the same once more under `profile`: clients differ in where they read it. */
export class UpsertedProfileDto extends ProfileDto {
  profile: ProfileDto;

  icon_upload_url: string | null;

  thumbnail_upload_url: string | null;
}
