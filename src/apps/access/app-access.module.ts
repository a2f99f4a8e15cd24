import { Module } from '@nestjs/common';
import { AppAccessService } from './app-access.service.js';

/** For every module with routes below `/apps/:app_id`. */
@Module({ providers: [AppAccessService], exports: [AppAccessService] })
export class AppAccessModule {}
