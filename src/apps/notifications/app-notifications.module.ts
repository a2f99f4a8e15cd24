import { Module } from '@nestjs/common';
import { NotificationsModule } from '../../users/notifications/notifications.module.js';
import { AppAccessModule } from '../access/app-access.module.js';
import { AppNotifications } from './app-notifications.service.js';

@Module({
  imports: [AppAccessModule, NotificationsModule],
  providers: [AppNotifications],
  exports: [AppNotifications],
})
export class AppNotificationsModule {}
