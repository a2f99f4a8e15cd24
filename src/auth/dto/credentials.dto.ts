import { IsNotEmpty, IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';
import { isEmailAddress, MAX_EMAIL } from '../email-address.js';
import { MAX_PASSWORD } from '../password-rules.js';

/** What a password field takes at all; whether a new one will do is decided with the account at hand. */
export const MAX_PASSWORD_UNITS = 4 * MAX_PASSWORD;

export class RegisterDto {
  /** @example ada@example.com */
  @ValidateBy({
    name: 'emailAddress',
    validator: {
      validate: isEmailAddress,
      defaultMessage: () => 'must be an e-mail address',
    },
  })
  email: string;

  /**
   * 10 to 128 characters; not the e-mail address, and none of the commonest passwords.
   * @example a long sentence nobody else says
   */
  @IsString()
  @MaxLength(MAX_PASSWORD_UNITS)
  password: string;

  /** @example Ada Lovelace */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string | null;
}

export class LoginDto {
  /** @example ada@example.com */
  @IsString()
  @MaxLength(MAX_EMAIL)
  email: string;

  /** @example a long sentence nobody else says */
  @IsString()
  @MaxLength(MAX_PASSWORD_UNITS)
  password: string;
}

export class RefreshDto {
  /** @example rt_Jx0…c.9Qm…4 */
  @IsString()
  @MaxLength(200)
  refresh_token: string;
}

export class LogoutDto {
  /**
   * Ends the session of this token; without it, that of the access token.
   * @example rt_Jx0…c.9Qm…4
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  refresh_token?: string | null;
}
