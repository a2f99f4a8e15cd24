import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { IgnoresUnknownFields } from '../common/unknown-fields.js';
import type { ListedRow } from './file-statements.js';

@IgnoresUnknownFields()
export class ListFilesDto {
  /**
   * A folder; all of the app when empty or left out.
   * @example upload/boards
   */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  prefix?: string | null;
}

@IgnoresUnknownFields()
export class PrefixesDto {
  /**
   * Paths of files, with or without `apps/{app_id}/` before them.
   * @example ["upload/boards/b1/photo.png"]
   */
  @IsArray()
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @MaxLength(2000, { each: true })
  prefixes: string[];
}

/** A file of an app, or a folder with all that it holds. */
export class ListedFileDto {
  /** @example apps/pfh0haxfpzowht3oi213cqos/upload/boards/b1/photo.png */
  location: string;

  /** @example 2026-11-24T12:00:00.000Z */
  last_modified: string;

  /**
   * Bytes.
   * @example 48211
   */
  size: number;

  /** @example false */
  is_dir: boolean;

  /** @example 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae */
  e_tag: string | null;

  static from(appId: string, folder: string, row: ListedRow): ListedFileDto {
    return {
      location: `apps/${appId}/${folder}${row.name}`,
      last_modified: row.modifiedAt.toISOString(),
      size: row.size,
      is_dir: row.isFolder,
      e_tag: row.isFolder ? null : row.hash,
    };
  }
}

/** Where one file is to be sent or fetched, or why not. */
export class FileAddressDto {
  /**
   * As it was asked for.
   * @example upload/boards/b1/photo.png
   */
  prefix: string;

  /** @example https://flow.example.com/api/v1/media/files/WyJ…0 */
  url?: string;

  /** @example There is no such file */
  error?: string;
}

export class UploadedFileDto {
  /**
   * Bytes.
   * @example 48211
   */
  size: number;

  /** @example 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae */
  e_tag: string;
}
