import { Body, Controller, Delete, Get, Param, Put, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type AppAccess } from '../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../apps/access/app-permission.guard.js';
import { MediaAddresses } from '../apps/media/media-addresses.service.js';
import { DEFAULT_LANGUAGE } from '../apps/metadata/metadata.service.js';
import { ApiBoard } from '../boards/dto/board-example.js';
import { ApiProblems } from '../common/api-problems.js';
import { asJson } from '../common/json-text.js';
import { LanguageDto } from '../common/language.js';
import { AnswersNull, NULL } from '../common/null-answer.js';
import { VersionDto, versionOf } from '../common/version.dto.js';
import type { VersionJson } from '../engine/index.js';
import { ApiTemplates, ApiTemplateVersion } from './template-example.js';
import { TemplateWriter } from './template-writer.service.js';
import { PutTemplateDto, type TemplateTuple, tupleOf } from './template.dto.js';
import { TemplatesService } from './templates.service.js';

@ApiTags('templates')
@Controller('api/v1/apps/:app_id/templates')
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly writer: TemplateWriter,
    private readonly addresses: MediaAddresses,
  ) {}

  /** The templates of the app, oldest first, each with what is read of it in the language. */
  @Get()
  @RequireAppPermission('ReadTemplates')
  @ApiOperation({ operationId: 'listTemplates' })
  @ApiTemplates()
  @ApiProblems(400, 401, 403, 404, 503)
  async list(
    @Query() { language = DEFAULT_LANGUAGE }: LanguageDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<TemplateTuple[]> {
    const listed = await this.templates.listTemplates([appId], language);
    return listed.map((one) => tupleOf(one, this.addresses));
  }

  /** The board that a template is: what a new board can begin as. */
  @Get(':template_id')
  @RequireAppPermission('ReadTemplates')
  @ApiOperation({ operationId: 'getTemplate' })
  @ApiBoard()
  @ApiProblems(400, 401, 403, 404, 503)
  async get(
    @Param('template_id') templateId: string,
    @Query() { version }: VersionDto,
    @CurrentAccess() { appId }: AppAccess,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const wanted = version === undefined ? undefined : versionOf(version);
    return asJson(reply, await this.templates.readTemplate(appId, templateId, wanted));
  }

  /** Keeps a board as the next version of a template, or as a new one: `new` gets an id of the server's. */
  @Put(':template_id')
  @RequireAppPermission('WriteTemplates', 'ReadBoards')
  @ApiOperation({ operationId: 'putTemplate' })
  @ApiTemplateVersion()
  @ApiProblems(400, 401, 403, 404, 503)
  async put(
    @Param('template_id') templateId: string,
    @Body() { board_id: boardId, board_version, version_type: bump, changelog }: PutTemplateDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<[id: string, version: VersionJson]> {
    const { id, version } = await this.writer.save(appId, templateId, {
      boardId,
      boardVersion: (board_version ?? null) as VersionJson | null,
      bump: bump ?? 'Patch',
      changelog: changelog ?? null,
    });
    return [id, version];
  }

  /** Deletes a template with its versions and what is read of it. */
  @Delete(':template_id')
  @RequireAppPermission('WriteTemplates')
  @AnswersNull()
  @ApiOperation({ operationId: 'deleteTemplate' })
  @ApiProblems(401, 403, 404, 503)
  async delete(
    @Param('template_id') templateId: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.templates.removeTemplate(appId, templateId);
    return NULL;
  }
}
