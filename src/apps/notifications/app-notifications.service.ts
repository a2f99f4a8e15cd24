import { Injectable } from '@nestjs/common';
import {
  type Notice,
  NotificationsService,
} from '../../users/notifications/notifications.service.js';
import { AppAccessService } from '../access/app-access.service.js';

/** What apps tell their members. */
@Injectable()
export class AppNotifications {
  constructor(
    private readonly access: AppAccessService,
    private readonly notifications: NotificationsService,
  ) {}

  /** The id of the notification; undefined when the user is no member of the app: they are not told. */
  async notifyMember(appId: string, userId: string, notice: Notice): Promise<string | undefined> {
    if (!(await this.access.isMember(appId, userId))) return undefined;
    return this.notifications.notify(userId, notice);
  }
}
