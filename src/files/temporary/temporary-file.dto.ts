import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { mediaTypeOf } from '../media-type.js';
import type { TemporaryAddresses } from './temporary-files.service.js';

export class NewTemporaryFileDto {
  /** @example png */
  @IsOptional()
  @Matches(/^\.?[a-z0-9]{1,20}$/i, { message: 'must be the ending of a file name, such as png' })
  extension?: string;

  /** @example photo.png */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @Matches(/^[^\p{Cc}\p{Cs}/\\]+$/u, { message: 'must be the name of a file, without folders' })
  filename?: string;
}

/** Where a temporary file is to be sent and where it will be; the client's names. */
export class TemporaryFileDto {
  /** @example tmp/tz4a98xxat96iws9zmbrgj3a/pfh0haxfpzowht3oi213cqos/photo.png */
  key: string;

  /** @example image/png */
  contentType: string;

  /** @example https://flow.example.com/api/v1/media/temporary/WyJ…0 */
  uploadUrl: string;

  /** @example 2026-11-24T13:00:00.000Z */
  uploadExpiresAt: string;

  /** @example https://flow.example.com/api/v1/media/temporary/WyJ…0/photo.png */
  downloadUrl: string;

  /** @example 2026-11-25T12:00:00.000Z */
  downloadExpiresAt: string;

  /** @example https://flow.example.com/api/v1/media/temporary/WyJ…0/photo.png */
  headUrl: string;

  /** @example 2026-11-25T12:00:00.000Z */
  headExpiresAt: string;

  /** @example https://flow.example.com/api/v1/media/temporary/WyJ…0/photo.png */
  deleteUrl: string;

  /** @example 2026-11-25T12:00:00.000Z */
  deleteExpiresAt: string;

  /** @example 104857600 */
  sizeLimitBytes: number;

  static from(
    { key, uploadUrl, fileUrl, uploadExpiresAt, fileExpiresAt }: TemporaryAddresses,
    sizeLimitBytes: number,
  ): TemporaryFileDto {
    const until = fileExpiresAt.toISOString();
    return {
      key,
      contentType: mediaTypeOf(key),
      uploadUrl,
      uploadExpiresAt: uploadExpiresAt.toISOString(),
      downloadUrl: fileUrl,
      downloadExpiresAt: until,
      headUrl: fileUrl,
      headExpiresAt: until,
      deleteUrl: fileUrl,
      deleteExpiresAt: until,
      sizeLimitBytes,
    };
  }
}

/** What the file will be called: the name that was sent, with the ending that was. */
export function nameOfNew({ filename, extension }: NewTemporaryFileDto): string {
  const ending = extension === undefined ? '' : `.${extension.replace('.', '').toLowerCase()}`;
  const name = filename ?? 'file';
  return name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`;
}
