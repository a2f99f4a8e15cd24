import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { BoardCopies } from './board-copies.service.js';
import { BoardEditor } from './board-editor.service.js';
import { BoardEditsController } from './board-edits.controller.js';
import { BoardInspector } from './board-inspector.service.js';
import { BoardWriter } from './board-writer.service.js';
import { BoardsController } from './boards.controller.js';
import { BoardsModule } from './boards.module.js';
import { BoardsService } from './boards.service.js';
import { DraftsService } from './drafts.service.js';
import { NoPagesController } from './no-pages.controller.js';
import { RealtimeController } from './realtime/realtime.controller.js';
import { RealtimeKeysService } from './realtime/realtime-keys.service.js';
import { VersionsService } from './versions.service.js';

/** The HTTP side of boards: made, edited, frozen. */
@Module({
  imports: [AppsModule, BoardsModule, CatalogModule],
  controllers: [BoardsController, BoardEditsController, NoPagesController, RealtimeController],
  providers: [
    BoardCopies,
    BoardEditor,
    BoardInspector,
    BoardsService,
    BoardWriter,
    DraftsService,
    RealtimeKeysService,
    VersionsService,
  ],
  exports: [BoardCopies, BoardInspector],
})
export class BoardEditingModule {}
