import { Module } from '@nestjs/common';
import { AppRoomModule } from '../apps/room/app-room.module.js';
import { AppFiles } from './app-files.service.js';
import { ContentStore } from './content-store.js';
import { Intake } from './intake.service.js';
import { PostgresContents } from './postgres-contents.js';

/** Files of apps, for every process that runs boards. */
@Module({
  imports: [AppRoomModule],
  providers: [AppFiles, Intake, { provide: ContentStore, useClass: PostgresContents }],
  exports: [AppFiles, ContentStore, Intake],
})
export class FilesModule {}
