import {
  ArrayMaxSize,
  IsArray,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  ValidateBy,
} from 'class-validator';
import { unknownAppPermissions } from '../../common/app-permission.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import type { Role } from './role.entity.js';

/** A role as clients send it: the whole one, of which the server keeps what is theirs to say. */
@IgnoresUnknownFields()
export class PutRoleDto {
  /** @example Editor */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /**
   * Left out: stays as it is.
   * @example Draws boards and runs them.
   */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string | null;

  /**
   * Words of one's own, for flows to read. Left out: stay as they are.
   * @example ["support"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  attributes?: string[] | null;

  /**
   * A sum of app permission bits; 0 = may know of the app and no more.
   * @example 1792
   */
  @ValidateBy({
    name: 'appPermissions',
    validator: {
      validate: (bits) => isWhole(bits) && unknownAppPermissions(bits).length === 0,
      defaultMessage: (fault) => wrongBits(fault?.value),
    },
  })
  permissions: number;
}

export class RoleDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example pfh0haxfpzowht3oi213cqos */
  app_id: string;

  /** @example Editor */
  name: string;

  /** @example Draws boards and runs them. */
  description: string;

  /** @example ["support"] */
  attributes: string[] | null;

  /**
   * App permission bits.
   * @example 1792
   */
  permissions: number;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2026-11-24T12:00:00.000Z */
  updated_at: string;

  static from(role: Role): RoleDto {
    return {
      id: role.id,
      app_id: role.appId,
      name: role.name,
      description: role.description,
      attributes: role.attributes,
      permissions: role.permissions,
      created_at: role.createdAt.toISOString(),
      updated_at: role.updatedAt.toISOString(),
    };
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function wrongBits(value: unknown): string {
  const wanted = 'must be a sum of app permission bits';
  return isWhole(value)
    ? `${wanted}; these stand for nothing: ${unknownAppPermissions(value).join(', ')}`
    : wanted;
}
