import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsIdentifier } from '../../common/identifier.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { IsValidUntil } from '../../common/valid-until.js';
import type { Role } from '../roles/role.entity.js';
import type { ApiKey } from './api-key.entity.js';

@IgnoresUnknownFields()
export class CreateApiKeyDto {
  /** @example Nightly import */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** @example Runs on the warehouse’s server. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string | null;

  /**
   * What it may do. Left out: what people may who join. Never the owner’s role.
   * @example xk2f0c4b1q7z8w5n3m9v6t1r
   */
  @IsOptional()
  @IsIdentifier()
  role_id?: string | null;

  /**
   * When it stops working, in seconds since 1970. Left out: never.
   * @example 1798761600
   */
  @IsValidUntil()
  valid_until?: number | null;
}

export class CreatedApiKeyDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /**
   * The key, for the header x-api-key. Shown this once.
   * @example flk_pfh0haxfpzowht3oi213cqos.tz4a98xxat96iws9zmbrgj3a.Jx0…4
   */
  api_key: string;

  /** @example Nightly import */
  name: string;

  /** @example User */
  role_name: string;
}

export class ApiKeyDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example Nightly import */
  name: string;

  /** @example Runs on the warehouse’s server. */
  description: string | null;

  /** @example xk2f0c4b1q7z8w5n3m9v6t1r */
  role_id: string;

  /** @example User */
  role_name: string;

  /**
   * App permission bits of its role.
   * @example 534528
   */
  role_permissions: number;

  /** @example 2027-01-01T00:00:00.000Z */
  valid_until: string | null;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** To within five minutes. */
  last_used_at: string | null;

  static from(key: ApiKey, role: Role): ApiKeyDto {
    return {
      id: key.id,
      name: key.name,
      description: key.description,
      role_id: role.id,
      role_name: role.name,
      role_permissions: role.permissions,
      valid_until: key.expiresAt?.toISOString() ?? null,
      created_at: key.createdAt.toISOString(),
      last_used_at: key.lastUsedAt?.toISOString() ?? null,
    };
  }
}
