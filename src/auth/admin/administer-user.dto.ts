import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { PageDto } from '../../common/page.dto.js';
import { PLATFORM_PERMISSIONS } from '../../users/platform-permission.js';
import type { UserStatus } from '../../users/user.entity.js';

const ALL_BITS = Object.values(PLATFORM_PERMISSIONS).reduce((bits, bit) => bits | bit, 0);
const isGiven = (_: unknown, value: unknown) => value !== undefined;

export class FindUsersDto extends PageDto {
  /** @example ada */
  @IsOptional()
  @IsString()
  @MaxLength(254)
  query?: string;
}

export class AdministerUserDto {
  /**
   * Banned and Inactive users are signed out everywhere and can't sign in.
   * @example Banned
   */
  @ValidateIf(isGiven)
  @IsIn(['Active', 'Inactive', 'Banned'])
  status?: UserStatus;

  /**
   * Platform permission bits; 1 = administrator.
   * @example 0
   */
  @ValidateIf(isGiven)
  @IsInt()
  @Min(0)
  @Max(ALL_BITS)
  permission?: number;
}
