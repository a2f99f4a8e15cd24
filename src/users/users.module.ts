import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ThrottleModule } from '../throttle/throttle.module.js';
import { Avatar } from './avatars/avatar.entity.js';
import { AvatarsController } from './avatars/avatars.controller.js';
import { AvatarsService } from './avatars/avatars.service.js';
import { EmptyListsController } from './empty-lists.controller.js';
import { LookupController } from './lookup/lookup.controller.js';
import { LookupService } from './lookup/lookup.service.js';
import { NotificationsController } from './notifications/notifications.controller.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { Profile } from './profiles/profile.entity.js';
import { ProfilesController } from './profiles/profiles.controller.js';
import { ProfilesService } from './profiles/profiles.service.js';
import { User } from './user.entity.js';
import { UsersService } from './users.service.js';

/** People: what they see of each other, how they set up their editor, what they are told. */
@Module({
  imports: [TypeOrmModule.forFeature([User, Avatar, Profile]), NotificationsModule, ThrottleModule],
  controllers: [
    AvatarsController,
    EmptyListsController,
    LookupController,
    NotificationsController,
    ProfilesController,
  ],
  providers: [AvatarsService, LookupService, ProfilesService, UsersService],
  exports: [AvatarsService, NotificationsModule, UsersService],
})
export class UsersModule {}
