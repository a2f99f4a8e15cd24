import { IsBoolean, IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { imageKindOf } from '../../users/avatars/image-kind.js';
import type { User, UserStatus } from '../../users/user.entity.js';

/** Fields that are left out or null stay as they are; an empty text empties a field. */
@IgnoresUnknownFields()
export class UpdateUserInfoDto {
  /** @example Ada Lovelace */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string | null;

  /** @example Programs the engine. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string | null;

  /**
   * Asks for an address to send an avatar to: png, jpg, jpeg, webp or gif.
   * @example png
   */
  @IsOptional()
  @ValidateBy({
    name: 'imageExtension',
    validator: {
      validate: (value) => typeof value === 'string' && imageKindOf(value) !== undefined,
      defaultMessage: () => 'must be png, jpg, jpeg, webp or gif',
    },
  })
  avatar_extension?: string | null;

  /** @example 2026-11 */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  accepted_terms_version?: string | null;

  /** @example true */
  @IsOptional()
  @IsBoolean()
  tutorial_completed?: boolean | null;
}

export class UserInfoUpdatedDto {
  /**
   * Where to PUT the avatar within ten minutes, as it is; null when none was announced.
   * @example https://flow.example.com/api/v1/media/avatars/dHo0…nBuZw.1798761600.Jx0…4
   */
  signed_url: string | null;
}

/** The caller's account as the ecosystem's clients read it; what this server does not keep is null, 0 or Free. */
export class UserInfoDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  stripe_id: string | null;

  tracking_id: string | null;

  /** @example ada@example.com */
  email: string | null;

  /** @example ada */
  username: string | null;

  /** @example ada */
  preferred_username: string | null;

  /** @example Ada Lovelace */
  name: string | null;

  /** @example Programs the engine. */
  description: string | null;

  /** @example https://example.com/ada.png */
  avatar: string | null;

  additional_information: string | null;

  /**
   * Platform permission bits; 1 = administrator.
   * @example 0
   */
  permission: number;

  /** @example 2026-11 */
  accepted_terms_version: string | null;

  /** @example true */
  tutorial_completed: boolean;

  /** @example Active */
  status: UserStatus;

  /** @example Free */
  tier: 'Free';

  /** @example 0 */
  total_size: 0;

  /** @example 0 */
  total_llm_price: 0;

  /** @example 0 */
  total_embedding_price: 0;

  llm_price_tracking_month: string | null;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2026-11-24T12:00:00.000Z */
  updated_at: string;

  static from(user: User): UserInfoDto {
    return {
      id: user.id,
      stripe_id: null,
      tracking_id: null,
      email: user.email,
      username: user.username,
      preferred_username: user.username,
      name: user.name,
      description: user.description,
      avatar: user.avatarUrl,
      additional_information: null,
      permission: user.permission,
      accepted_terms_version: user.acceptedTermsVersion,
      tutorial_completed: user.tutorialCompleted,
      status: user.status,
      tier: 'Free',
      total_size: 0,
      total_llm_price: 0,
      total_embedding_price: 0,
      llm_price_tracking_month: null,
      created_at: user.createdAt.toISOString(),
      updated_at: user.updatedAt.toISOString(),
    };
  }
}
