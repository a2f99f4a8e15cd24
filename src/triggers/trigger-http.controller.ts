import {
  applyDecorators,
  Controller,
  Delete,
  Get,
  Patch,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiBody,
  ApiExtraModels,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TakesAnyBody } from '../common/any-body.js';
import { ApiProblems } from '../common/api-problems.js';
import type { AuthenticatedRequest } from '../common/principal.js';
import { LenientCredentials } from '../common/public.js';
import { NotTriggeredDto, StillRunningDto, TriggeredDto } from './dto/triggered.dto.js';
import { TriggerDoor } from './trigger-door.service.js';

const STREAM = 'event: run_initiated\ndata: {"event_type":"run_initiated","payload":{}}\n\n';
const PLACE = ':app_id/*';

/** What the answers of all methods are. Bodies of whatever type, up to 10 MiB. */
const ApiTrigger = (operationId: string, takesBody: boolean): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId }),
    ApiExtraModels(TriggeredDto),
    ApiParam({ name: 'app_id', description: 'The app of the event', example: 'app-id' }),
    ApiParam({ name: 'path', description: 'The path of the trigger', example: 'orders' }),
    ApiResponse({
      status: 200,
      description: 'What became of the run; what it tells, for those who accept text/event-stream',
      content: {
        'application/json': { schema: { $ref: getSchemaPath(TriggeredDto) } },
        'text/event-stream': { schema: { type: 'string' }, example: STREAM },
      },
    }),
    ApiResponse({ status: 202, description: 'It goes on', type: StillRunningDto }),
    ApiResponse({ status: 401, description: 'Not let in', type: NotTriggeredDto }),
    ApiResponse({ status: 404, description: 'No such route', type: NotTriggeredDto }),
    ApiResponse({ status: 405, description: 'Another method', type: NotTriggeredDto }),
    ApiProblems(400, 409, 413, 422, 429, 503),
    ...(takesBody
      ? [
          TakesAnyBody(),
          ApiBody({
            required: false,
            schema: { description: 'JSON, or any other text', example: { order: 7 } },
          }),
        ]
      : []),
  );

/** Where the world outside starts events. */
@ApiTags('triggers')
@Controller('api/v1/sink/trigger/http')
@LenientCredentials()
export class TriggerHttpController {
  constructor(private readonly door: TriggerDoor) {}

  /** Starts the event that has this path. The query is its payload. */
  @Get(PLACE)
  @ApiTrigger('triggerByGet', false)
  get(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.door.open(request, reply);
  }

  /** Starts the event that has this path. The body is its payload: JSON, or else a text. */
  @Post(PLACE)
  @ApiTrigger('triggerByPost', true)
  post(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.door.open(request, reply);
  }

  /** As POST. */
  @Put(PLACE)
  @ApiTrigger('triggerByPut', true)
  put(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.door.open(request, reply);
  }

  /** As POST. */
  @Patch(PLACE)
  @ApiTrigger('triggerByPatch', true)
  patch(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.door.open(request, reply);
  }

  /** As POST. */
  @Delete(PLACE)
  @ApiTrigger('triggerByDelete', true)
  delete(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.door.open(request, reply);
  }
}
