import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { FileAddresses } from './file-addresses.service.js';
import { FileTransfersController } from './file-transfers.controller.js';
import { FilesController } from './files.controller.js';
import { FilesModule } from './files.module.js';
import { TemporaryFilesController } from './temporary/temporary-files.controller.js';
import { TemporaryFiles } from './temporary/temporary-files.service.js';

/** The HTTP side of files: those of apps, and those that people hand over for a day. */
@Module({
  imports: [AppsModule, FilesModule],
  controllers: [FilesController, FileTransfersController, TemporaryFilesController],
  providers: [FileAddresses, TemporaryFiles],
})
export class FilePagesModule {}
