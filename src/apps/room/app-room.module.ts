import { Module } from '@nestjs/common';
import { AppRoom } from './app-room.service.js';

/** For every module that stores something of apps. */
@Module({ providers: [AppRoom], exports: [AppRoom] })
export class AppRoomModule {}
