import { IsInt, IsOptional, IsString, Max, MaxLength, Min, NotEquals } from 'class-validator';
import { IgnoresUnknownFields } from '../../../common/unknown-fields.js';
import type { InviteLink } from './invite-link.entity.js';

@IgnoresUnknownFields()
export class CreateLinkDto {
  /** @example Workshop in May */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string | null;

  /**
   * How many people can join by it; -1 = any number.
   * @example 20
   */
  @IsOptional()
  @IsInt()
  @Min(-1)
  @NotEquals(0, { message: 'must be -1 or at least 1' })
  @Max(1_000_000)
  max_uses?: number | null = -1;
}

export class InviteLinkDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example pfh0haxfpzowht3oi213cqos */
  app_id: string;

  /**
   * Whoever has it can join, by POST to …/team/link/join/{token}.
   * @example mS0…x4
   */
  token: string;

  /** @example Workshop in May */
  name: string | null;

  /**
   * -1 = any number.
   * @example 20
   */
  max_uses: number;

  /**
   * How many have joined by it.
   * @example 3
   */
  uses: number;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** @example 2026-11-24T12:00:00.000Z */
  updated_at: string;

  static from(link: InviteLink): InviteLinkDto {
    return {
      id: link.id,
      app_id: link.appId,
      token: link.token,
      name: link.name,
      max_uses: link.maxUses,
      uses: link.uses,
      created_at: link.createdAt.toISOString(),
      updated_at: link.updatedAt.toISOString(),
    };
  }
}
