import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { AnyJson } from '../../common/any-json.js';
import { IsIdentifier } from '../../common/identifier.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';

@IgnoresUnknownFields()
export class OpenInteractionDto {
  /** @example your-app-id */
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  app_id: string;

  /** Seconds to wait for the answer. */
  @IsOptional()
  @Max(3600)
  @Min(1)
  @IsInt()
  ttl_seconds?: number | null = 120;
}

@IgnoresUnknownFields()
export class RespondDto {
  /**
   * The answer: any JSON.
   * @example {"choice": "yes"}
   */
  @AnyJson()
  value?: unknown;
}

export class RespondedDto {
  /** False when somebody answered before. */
  accepted: boolean;
}
