import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { InvalidError } from '../../common/errors.js';
import { type Caller, CurrentCaller } from '../../common/principal.js';
import { type AppAccess } from '../access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../access/app-permission.guard.js';
import { CreateAppNotificationDto, CreatedAppNotificationDto } from './app-notification.dto.js';
import { AppNotifications } from './app-notifications.service.js';

@ApiTags('notifications')
@Controller('api/v1/apps/:app_id/notifications/create')
export class AppNotificationsController {
  constructor(private readonly notifications: AppNotifications) {}

  /** Tells a member of the app something. */
  @Post()
  @HttpCode(200)
  @RequireAppPermission('ExecuteEvents')
  @ApiOperation({ operationId: 'notifyMember' })
  @ApiResponse({ status: 200, type: CreatedAppNotificationDto })
  @ApiProblems(400, 401, 403, 404, 503)
  async create(
    @Body() { target_user_sub: target, ...notice }: CreateAppNotificationDto,
    @CurrentCaller() caller: Caller,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<CreatedAppNotificationDto> {
    const userId = target ?? (caller.via === 'api-key' ? undefined : caller.userId);
    const id = userId && (await this.notifications.notifyMember(appId, userId, notice));
    if (id) return { id, success: true };
    throw new InvalidError('Nobody can be told', [
      { path: 'target_user_sub', message: 'must be the id of a member of the app' },
    ]);
  }
}
