import { IsIn, IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';
import { imageKindOf } from '../../users/avatars/image-kind.js';
import { MetadataTargetDto } from '../metadata/metadata.dto.js';
import { MEDIA_ITEMS, type MediaItem } from './app-media.service.js';

export class NewMediaDto extends MetadataTargetDto {
  /** @example icon */
  @IsIn(MEDIA_ITEMS)
  item: MediaItem;

  /** @example png */
  @ValidateBy({
    name: 'imageExtension',
    validator: {
      validate: (ending) => typeof ending === 'string' && imageKindOf(ending) !== undefined,
      defaultMessage: () => 'must be png, jpg, jpeg, webp or gif',
    },
  })
  extension: string;
}

export class SignedUrlDto {
  /** @example https://flow.example.com/api/v1/media/apps/WyJ…0 */
  signed_url: string;
}

export class UploadedMediaDto {
  /** @example https://flow.example.com/api/v1/media/apps/pfh0haxfpzowht3oi213cqos/tz4a98xxat96iws9zmbrgj3a.png */
  url: string;
}

export class SignatureDto {
  /** @example cGZoMGhheGZwem93aHQzb2kyMTNjcW9zL3R6NGE5OA.1764000000.q0Yw7pFhM5nq2bqjvJcQmQ0y8a0m3rXw3yJ5c1y2n3o */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  signature?: string;
}
