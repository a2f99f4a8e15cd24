import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { AppFiles } from './app-files.service.js';
import { ContentStore } from './content-store.js';
import { FileAddresses } from './file-addresses.service.js';
import { FileTransfersController } from './file-transfers.controller.js';
import { FilesController } from './files.controller.js';
import { Intake } from './intake.service.js';
import { PostgresContents } from './postgres-contents.js';
import { TemporaryFilesController } from './temporary/temporary-files.controller.js';
import { TemporaryFiles } from './temporary/temporary-files.service.js';

/** Files of apps, for people and for boards, and files that people hand over for a day. */
@Module({
  imports: [AppsModule],
  controllers: [FilesController, FileTransfersController, TemporaryFilesController],
  providers: [
    AppFiles,
    FileAddresses,
    Intake,
    TemporaryFiles,
    { provide: ContentStore, useClass: PostgresContents },
  ],
  exports: [AppFiles],
})
export class FilesModule {}
