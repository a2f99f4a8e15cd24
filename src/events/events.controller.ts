import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type AppAccess } from '../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../apps/access/app-permission.guard.js';
import { BoardInspector } from '../boards/board-inspector.service.js';
import { isPermitted } from '../common/app-permission.js';
import { ApiProblems } from '../common/api-problems.js';
import { InvalidError } from '../common/errors.js';
import { AnswersNull, NULL } from '../common/null-answer.js';
import { revisionOf, revisionTag } from '../common/revision-etag.js';
import { VersionDto, versionOf } from '../common/version.dto.js';
import type { VersionJson } from '../engine/index.js';
import { ApiEvent } from './dto/event-example.js';
import { EventPrerunDto, PutEventDto } from './dto/event.dto.js';
import { readEvent } from './event-shape.js';
import { EventTargets } from './event-targets.service.js';
import { isForEverybody, reduced } from './event-view.js';
import { EventWriter } from './event-writer.service.js';
import type { EventJson } from './event.js';
import { EventsService, type ReadEvent, unknownEvent } from './events.service.js';

const IF_MATCH = ApiHeader({
  name: 'if-match',
  description: 'The ETag as it was read; 412 when the event was changed since',
  required: false,
});

@ApiTags('events')
@Controller('api/v1/apps/:app_id/events')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly writer: EventWriter,
    private readonly targets: EventTargets,
    private readonly boards: BoardInspector,
  ) {}

  /** The events of the app. Who may not read events gets those that people start, without their inner parts. */
  @Get()
  @RequireAppPermission('ListEvents')
  @ApiOperation({ operationId: 'listEvents' })
  @ApiEvent({ list: true })
  @ApiProblems(401, 403, 404, 503)
  async list(@CurrentAccess() { appId, permissions }: AppAccess): Promise<EventJson[]> {
    const events = await this.events.listEvents(appId);
    if (isPermitted(permissions, 'ReadEvents')) return events;
    return events.filter(isForEverybody).map(reduced);
  }

  /** An event, without the values of its secrets; reduced as in the list for those who may not read events. */
  @Get(':event_id')
  @RequireAppPermission(['ReadEvents', 'ExecuteEvents'])
  @ApiOperation({ operationId: 'getEvent' })
  @ApiEvent()
  @ApiProblems(400, 401, 403, 404, 503)
  async get(
    @Param('event_id') eventId: string,
    @Query() { version }: VersionDto,
    @CurrentAccess() { appId, permissions }: AppAccess,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventJson> {
    const canRead = isPermitted(permissions, 'ReadEvents');
    const { event, revision }: ReadEvent = await this.events.getEvent(appId, eventId);
    if (!canRead && !isForEverybody(event)) throw unknownEvent(eventId);
    if (version !== undefined) {
      const old = await this.events.getVersion(appId, eventId, versionOf(version));
      return canRead ? old : reduced(old);
    }
    reply.header('etag', revisionTag(revision));
    return canRead ? event : reduced(event);
  }

  /** Makes or changes an event. A new one gets the id of the path if that is plain, and `new` a fresh one. */
  @Put(':event_id')
  @RequireAppPermission('WriteEvents')
  @IF_MATCH
  @ApiOperation({ operationId: 'putEvent' })
  @ApiEvent()
  @ApiProblems(400, 401, 403, 404, 412, 413, 503)
  async put(
    @Param('event_id') eventId: string,
    @Body() { event: sent, version_type: bump }: PutEventDto,
    @CurrentAccess() { appId }: AppAccess,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventJson> {
    const options = { bump: bump ?? undefined, readAt: revisionOf(ifMatch) };
    const { event, revision } = await this.writer.save(appId, eventId, readEvent(sent), options);
    reply.header('etag', revisionTag(revision));
    return event;
  }

  /** Deletes an event with its versions and its feedback. */
  @Delete(':event_id')
  @RequireAppPermission('WriteEvents')
  @AnswersNull()
  @ApiOperation({ operationId: 'deleteEvent' })
  @ApiProblems(401, 403, 404, 503)
  async delete(
    @Param('event_id') eventId: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.events.removeEvent(appId, eventId);
    return NULL;
  }

  /** The versions of an event, ascending; the last one is the present one. */
  @Get(':event_id/versions')
  @RequireAppPermission('ReadEvents')
  @ApiOperation({ operationId: 'listEventVersions' })
  @ApiResponse({
    status: 200,
    schema: {
      type: 'array',
      items: { type: 'array', items: { type: 'integer' }, minItems: 3, maxItems: 3 },
      example: [
        [0, 0, 0],
        [0, 0, 1],
      ],
    },
  })
  @ApiProblems(401, 403, 404, 503)
  versions(
    @Param('event_id') eventId: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<VersionJson[]> {
    return this.events.listVersions(appId, eventId);
  }

  /** Whether the board and the node that an event leads to are there; 400 names what is missing. */
  @Post(':event_id/validate')
  @HttpCode(200)
  @RequireAppPermission('WriteEvents')
  @AnswersNull()
  @ApiOperation({ operationId: 'validateEvent' })
  @ApiProblems(400, 401, 403, 404, 503)
  async validate(
    @Param('event_id') eventId: string,
    @Query() { version }: VersionDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    const event =
      version === undefined
        ? (await this.events.getEvent(appId, eventId)).event
        : await this.events.getVersion(appId, eventId, versionOf(version));
    await this.targets.assertComplete(appId, event);
    return NULL;
  }

  /** What a run of the event will ask of its caller. */
  @Get(':event_id/prerun')
  @RequireAppPermission('ExecuteEvents')
  @ApiOperation({ operationId: 'getEventPrerun' })
  @ApiProblems(400, 401, 403, 404, 503)
  async prerun(
    @Param('event_id') eventId: string,
    @CurrentAccess() { appId, permissions }: AppAccess,
  ): Promise<EventPrerunDto> {
    const { event } = await this.events.getEvent(appId, eventId);
    const { board_id: boardId, board_version: version } = event;
    if (boardId === '') throw new InvalidError('The event only shows a page: nothing runs');
    const prerun = await this.boards.prerun(appId, boardId, version?.join('.') ?? 'draft');
    return EventPrerunDto.of(prerun, isPermitted(permissions, 'ReadBoards'), boardId);
  }
}
