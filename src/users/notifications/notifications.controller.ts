import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { validate as isUuid } from 'uuid';
import { ApiProblems } from '../../common/api-problems.js';
import { InvalidError } from '../../common/errors.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { linkNext } from '../../common/page.dto.js';
import { type Principal, UnrestrictedUser } from '../../common/principal.js';
import {
  ListNotificationsDto,
  NotificationCountsDto,
  NotificationDto,
  ReadCountDto,
} from './notification.dto.js';
import { NotificationsService } from './notifications.service.js';

@ApiTags('notifications')
@Controller('api/v1/user/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  /** How much there is for the caller to look at. */
  @Get()
  @ApiOperation({ operationId: 'countNotifications' })
  @ApiProblems(401, 403, 503)
  async count(@UnrestrictedUser() { userId }: Principal): Promise<NotificationCountsDto> {
    return NotificationCountsDto.from(await this.notifications.count(userId));
  }

  /** The caller's notifications, newest first. */
  @Get('list')
  @ApiOperation({ operationId: 'listNotifications' })
  @ApiProblems(400, 401, 403, 503)
  async list(
    @Query() dto: ListNotificationsDto,
    @UnrestrictedUser() { userId }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NotificationDto[]> {
    const { limit = 50, offset = 0, cursor: before, unread_only: unreadOnly = false } = dto;
    if (before !== undefined && !isUuid(before))
      throw new InvalidError('The cursor is not one of this list', [
        { path: 'cursor', message: 'must be taken from the header Link of a page' },
      ]);
    const filter = { limit, offset, before, unreadOnly };
    const page = await this.notifications.listNotifications(userId, filter);
    linkNext(request, reply, page, limit);
    return page.map(NotificationDto.from);
  }

  /** Marks all of the caller's notifications as read. */
  @Post('read-all')
  @HttpCode(200)
  @ApiOperation({ operationId: 'readAllNotifications' })
  @ApiResponse({ status: 200, type: ReadCountDto })
  @ApiProblems(401, 403, 503)
  async readAll(@UnrestrictedUser() { userId }: Principal): Promise<ReadCountDto> {
    return { count: await this.notifications.markAllRead(userId) };
  }

  /** Marks a notification as read. */
  @Post(':id')
  @HttpCode(200)
  @AnswersNull()
  @ApiOperation({ operationId: 'readNotification' })
  @ApiProblems(401, 403, 404, 503)
  async read(@Param('id') id: string, @UnrestrictedUser() { userId }: Principal): Promise<string> {
    await this.notifications.markRead(userId, id);
    return NULL;
  }

  /** Removes a notification. */
  @Delete(':id')
  @AnswersNull()
  @ApiOperation({ operationId: 'removeNotification' })
  @ApiProblems(401, 403, 404, 503)
  async remove(
    @Param('id') id: string,
    @UnrestrictedUser() { userId }: Principal,
  ): Promise<string> {
    await this.notifications.removeNotification(userId, id);
    return NULL;
  }
}
