import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  ValidateBy,
} from 'class-validator';
import {
  APP_PERMISSIONS,
  type AppPermission,
  areAppPermissions,
  permissionNames,
} from '../../common/app-permission.js';
import { IsValidUntil } from '../../common/valid-until.js';
import type { PersonalAccessToken } from './personal-access-token.entity.js';

export class CreateTokenDto {
  /** @example Nightly import */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /**
   * When it stops working, in seconds since 1970. Left out: never.
   * @example 1798761600
   */
  @IsValidUntil()
  valid_until?: number | null;

  /**
   * App permission bits it may use at most; 1 stands for all that its owner has.
   * @example 8960
   */
  @IsOptional()
  @ValidateBy({
    name: 'appPermissions',
    validator: {
      validate: areAppPermissions,
      defaultMessage: () => 'must be a sum of app permission bits',
    },
  })
  permissions?: number | null;

  /**
   * The same by name; may be given instead.
   * @example ["ReadBoards", "ExecuteBoards", "ExecuteEvents"]
   */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @IsIn(Object.keys(APP_PERMISSIONS), { each: true })
  scopes?: AppPermission[] | null;
}

export class CreatedTokenDto {
  /**
   * The token. Shown this once.
   * @example pat_tz4a98xxat96iws9zmbrgj3a.Jx0…4
   */
  pat: string;

  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example 8960 */
  permission: number;

  /** @example ["ReadBoards", "ExecuteBoards", "ExecuteEvents"] */
  scopes: AppPermission[];
}

export class TokenDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example Nightly import */
  name: string;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2027-01-01T00:00:00.000Z */
  valid_until: string | null;

  /** To within five minutes. */
  last_used_at: string | null;

  /** @example 8960 */
  permission: number;

  /**
   * The same once more: clients differ in which of the two they read.
   * @example 8960
   */
  permissions: number;

  /** @example ["ReadBoards", "ExecuteBoards", "ExecuteEvents"] */
  scopes: AppPermission[];

  static from(token: PersonalAccessToken): TokenDto {
    return {
      id: token.id,
      name: token.name,
      created_at: token.createdAt.toISOString(),
      valid_until: token.expiresAt?.toISOString() ?? null,
      last_used_at: token.lastUsedAt?.toISOString() ?? null,
      permission: token.permissions,
      permissions: token.permissions,
      scopes: permissionNames(token.permissions),
    };
  }
}
