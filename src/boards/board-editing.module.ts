import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { BoardEditor } from './board-editor.service.js';
import { BoardEditsController } from './board-edits.controller.js';
import { BoardInspector } from './board-inspector.service.js';
import { BoardWriter } from './board-writer.service.js';
import { BoardsController } from './boards.controller.js';
import { BoardsModule } from './boards.module.js';
import { BoardsService } from './boards.service.js';
import { DraftsService } from './drafts.service.js';
import { VersionsService } from './versions.service.js';

/** The HTTP side of boards: made, edited, frozen. */
@Module({
  imports: [AppsModule, BoardsModule, CatalogModule],
  controllers: [BoardsController, BoardEditsController],
  providers: [
    BoardEditor,
    BoardInspector,
    BoardsService,
    BoardWriter,
    DraftsService,
    VersionsService,
  ],
  exports: [BoardInspector],
})
export class BoardEditingModule {}
