import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import { FeedbackIdDto, PutFeedbackDto } from './feedback.dto.js';
import { FeedbackService } from './feedback.service.js';

@ApiTags('events')
@Controller('api/v1/apps/:app_id/events/:event_id/feedback')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  /** Keeps what the caller thinks of what the event did. */
  @Put()
  @RequireAppPermission('ExecuteEvents')
  @ApiOperation({ operationId: 'putEventFeedback' })
  @ApiProblems(400, 401, 403, 404, 503)
  async put(
    @Param('app_id') appId: string,
    @Param('event_id') eventId: string,
    @Body() dto: PutFeedbackDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<FeedbackIdDto> {
    const { rating, comment, context, history, globalState, localState } = dto;
    const id = await this.feedback.putFeedback(
      appId,
      eventId,
      userId,
      dto.feedback_id ?? dto.id ?? '',
      {
        rating,
        comment: comment ?? '',
        context: { context, history, global_state: globalState, local_state: localState },
      },
    );
    return { feedback_id: id, id };
  }
}
