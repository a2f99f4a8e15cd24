import { ApiProperty, PickType } from '@nestjs/swagger';
import { IsIdentifier } from '../../common/identifier.js';
import { RunListDto } from '../../execution/dto/run-list.dto.js';

/** Which jobs to answer; all that is given must fit. */
export class ListJobsDto extends PickType(RunListDto, [
  'status',
  'from',
  'to',
  'limit',
  'cursor',
  'offset',
] as const) {
  /** @example your-app-id */
  @IsIdentifier()
  @ApiProperty({ minLength: 1, maxLength: 200 })
  app_id: string;
}
