import { Module } from '@nestjs/common';
import { AppsModule } from '../apps/apps.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { TemplateCopies } from './template-copies.service.js';
import { TemplateWriter } from './template-writer.service.js';
import { TemplatesController } from './templates.controller.js';
import { TemplatesService } from './templates.service.js';
import { UserTemplatesController } from './user-templates.controller.js';

/** Boards that new ones can begin as. */
@Module({
  imports: [AppsModule, BoardsModule],
  controllers: [TemplatesController, UserTemplatesController],
  providers: [TemplateCopies, TemplatesService, TemplateWriter],
  exports: [TemplateCopies],
})
export class TemplatesModule {}
