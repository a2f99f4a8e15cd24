import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional } from 'class-validator';
import { IsIdentifier } from '../../common/identifier.js';
import { PageDto } from '../../common/page.dto.js';
import { RUN_STATUSES } from '../../execution/run.js';

const MOMENT = { message: 'must be a time such as 2025-01-01T12:00:00Z' };

/** Which jobs to answer; all that is given must fit. */
export class ListJobsDto extends PageDto {
  /** @example your-app-id */
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  app_id: string;

  /** @example failed */
  @IsOptional()
  @IsIn(RUN_STATUSES)
  status?: (typeof RUN_STATUSES)[number];

  /**
   * Submitted then or later.
   * @example 2025-01-01T00:00:00Z
   */
  @IsOptional()
  @IsISO8601({ strict: true }, MOMENT)
  from?: string;

  /**
   * Submitted then or earlier.
   * @example 2030-01-01T00:00:00Z
   */
  @IsOptional()
  @IsISO8601({ strict: true }, MOMENT)
  to?: string;
}
