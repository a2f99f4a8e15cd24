import { Type } from 'class-transformer';
import {
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MAX_PASSWORD_UNITS } from '../dto/credentials.dto.js';

export class ChangePasswordDto {
  /**
   * Left out only by accounts that have no password yet.
   * @example a long sentence nobody else says
   */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PASSWORD_UNITS)
  current?: string | null;

  /**
   * 10 to 128 characters; not the e-mail address, and none of the commonest passwords.
   * @example another long sentence of mine
   */
  @IsString()
  @MaxLength(MAX_PASSWORD_UNITS)
  new: string;
}

/** Fields left out stay as they are; null empties one. */
export class UpdateAccountDto {
  /** @example Ada Lovelace */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string | null;

  /**
   * Letters, digits and . _ - with a letter or digit first; unique whatever the case.
   * @example ada
   */
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9._-]{2,39}$/i, {
    message: 'must be 3 to 40 letters, digits or . _ - with a letter or digit first',
  })
  username?: string | null;

  /** @example Programs the engine. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string | null;

  /** @example https://example.com/ada.png */
  @IsOptional()
  @IsUrl({ protocols: ['https'], require_protocol: true }, { message: 'must be an https URL' })
  @MaxLength(2000)
  avatar_url?: string | null;

  /** Ends all other sessions of the account. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ChangePasswordDto)
  password?: ChangePasswordDto | null;
}

export class DeleteAccountDto {
  /**
   * The present password. Accounts without one must have signed in within the last ten minutes instead.
   * @example a long sentence nobody else says
   */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_PASSWORD_UNITS)
  password?: string | null;
}
