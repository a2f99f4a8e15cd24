import { Transform } from 'class-transformer';
import { IsDate, IsIn, IsOptional } from 'class-validator';
import { OmitType } from '@nestjs/swagger';
import { IsIdentifier } from '../../common/identifier.js';
import { PageDto } from '../../common/page.dto.js';
import { RUN_SOURCES, RUN_STATUSES, type Run, type RunRowStatus, type RunSource } from '../run.js';
import { RunDto } from './run.dto.js';

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(9999, 0, 1);
const RFC_3339 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/i;

const Moment = (): PropertyDecorator => (target, key) => {
  Transform(({ value }) => {
    const time = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
    return new Date(time >= EARLIEST && time <= LATEST ? time : Number.NaN);
  })(target, key);
  IsDate({ message: `${String(key)} must be a date or a time such as 2026-01-01T12:00:00Z` })(
    target,
    key,
  );
};

/** Which runs to answer; all that is given must fit. */
export class RunListDto extends PageDto {
  /** Default: all apps the caller belongs to. */
  @IsOptional()
  @IsIdentifier()
  app_id?: string;

  @IsOptional()
  @IsIdentifier()
  board_id?: string;

  @IsOptional()
  @IsIdentifier()
  event_id?: string;

  @IsOptional()
  @IsIn(RUN_STATUSES)
  status?: RunRowStatus;

  /** By which door they came. */
  @IsOptional()
  @IsIn(RUN_SOURCES)
  source?: RunSource;

  /**
   * Submitted then or later.
   * @example 2026-01-01T00:00:00Z
   */
  @IsOptional()
  @Moment()
  from?: Date;

  /**
   * Submitted before then.
   * @example 2026-02-01T00:00:00Z
   */
  @IsOptional()
  @Moment()
  to?: Date;

  /** `me` = those that the caller started. */
  @IsOptional()
  @IsIn(['me'])
  started_by?: 'me';
}

/** One run in a list: without its result. */
export class ListedRunDto extends OmitType(RunDto, ['result'] as const) {
  static of(run: Run): ListedRunDto {
    const { result: _, ...listed } = RunDto.from(run);
    return listed;
  }
}
