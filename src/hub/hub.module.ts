import { Module } from '@nestjs/common';
import { HubController } from './hub.controller.js';
import { InfoController } from './info.controller.js';

/** What the installation says of itself. */
@Module({ controllers: [HubController, InfoController] })
export class HubModule {}
