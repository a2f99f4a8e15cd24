import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Param,
  Patch,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AppAccess } from '../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../apps/access/app-permission.guard.js';
import { ApiProblems } from '../common/api-problems.js';
import { AnswersNull, NULL } from '../common/null-answer.js';
import { isYaml, TakesLargeBody } from '../common/json-body.js';
import { asJson } from '../common/json-text.js';
import { type BoardJson, NodeRegistry, type VersionJson } from '../engine/index.js';
import { toShortForm } from '../short-form/to-short-form.js';
import { BoardWriter } from './board-writer.service.js';
import { revisionOf, revisionTag } from '../common/revision-etag.js';
import { BoardsService } from './boards.service.js';
import { BoardFormatDto, BoardIdDto, BumpDto, PutBoardDto, ReadBoardDto } from './dto/board.dto.js';
import { ApiBoard } from './dto/board-example.js';
import { VersionsService } from './versions.service.js';

@ApiTags('boards')
@Controller('api/v1/apps/:app_id/board')
export class BoardsController {
  constructor(
    private readonly boards: BoardsService,
    private readonly versions: VersionsService,
    private readonly writer: BoardWriter,
    private readonly registry: NodeRegistry,
  ) {}

  /** The drafts of all boards of the app, without the values of secret variables. */
  @Get()
  @RequireAppPermission('ReadBoards')
  @ApiOperation({ operationId: 'listBoards' })
  @ApiBoard({ list: true })
  @ApiProblems(401, 403, 404, 503)
  async list(@CurrentAccess() { appId }: AppAccess, @Res() reply: FastifyReply): Promise<void> {
    const batches = this.boards.listDrafts(appId);
    // What goes wrong with the first one is still told as an error.
    const first = await batches.next();
    const list = Readable.from(jsonList(first.value as string[], batches), { objectMode: false });
    await reply.type('application/json; charset=utf-8').send(list);
  }

  /**
   * A board, without the values of its secret variables: what can be imported again. `?format=short` gives the
   * short form for people and git.
   */
  @Get(':board_id')
  @RequireAppPermission('ReadBoards')
  @ApiOperation({ operationId: 'getBoard' })
  @ApiBoard()
  @ApiProblems(400, 401, 403, 404, 503)
  async get(
    @Param('board_id') boardId: string,
    @Query() { version = 'draft', format = 'full' }: ReadBoardDto,
    @CurrentAccess() { appId }: AppAccess,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const text = await this.textOf(appId, boardId, dotted(version), reply);
    if (format === 'full') return asJson(reply, text);
    const board = JSON.parse(text) as BoardJson;
    if (format === 'short-json')
      return asJson(reply, toShortForm(board, this.registry, { format: 'json' }));
    reply.type('application/yaml; charset=utf-8');
    return toShortForm(board, this.registry);
  }

  /**
   * Changes what a board says of itself, puts a whole board in its place, or makes a new one. A board in its short
   * form is sent as application/yaml, or as JSON with `?format=short`.
   */
  @Put(':board_id')
  @RequireAppPermission('WriteBoards')
  @TakesLargeBody({ yaml: true })
  @ApiOperation({ operationId: 'putBoard' })
  @ApiProblems(400, 401, 403, 404, 409, 412, 413, 503)
  async put(
    @Param('board_id') boardId: string,
    @Body() dto: PutBoardDto,
    @Query() { format = 'full' }: BoardFormatDto,
    @CurrentAccess() { appId }: AppAccess,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BoardIdDto> {
    const readAt = revisionOf(ifMatch);
    const isShort = format !== 'full' || isYaml(request);
    const { id, revision } = isShort
      ? await this.writer.putShort(appId, boardId, request.rawBody ?? '', readAt)
      : await this.writer.put(appId, boardId, dto, request.body, readAt);
    reply.header('etag', revisionTag(revision));
    return { id };
  }

  /** Deletes a board with its versions and its runs. */
  @Delete(':board_id')
  @RequireAppPermission('WriteBoards')
  @AnswersNull()
  @ApiOperation({ operationId: 'deleteBoard' })
  @ApiProblems(401, 403, 404, 503)
  async delete(
    @Param('board_id') boardId: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.boards.removeBoard(appId, boardId);
    return NULL;
  }

  /** Freezes the draft under its version; answers the draft's next version. */
  @Patch(':board_id')
  @RequireAppPermission('WriteBoards')
  @ApiOperation({ operationId: 'freezeBoard' })
  @ApiResponse({ status: 200, schema: versionSchema() })
  @ApiProblems(400, 401, 403, 404, 503)
  freeze(
    @Param('board_id') boardId: string,
    @Query() { version_type: bump = 'Patch' }: BumpDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<VersionJson> {
    return this.versions.freeze(appId, boardId, bump);
  }

  private async textOf(
    appId: string,
    boardId: string,
    version: string,
    reply: FastifyReply,
  ): Promise<string> {
    if (version !== 'draft') return this.versions.readVersion(appId, boardId, version);
    const { text, revision } = await this.boards.getDraft(appId, boardId);
    reply.header('etag', revisionTag(revision));
    return text;
  }

  /** The frozen versions of a board, ascending. */
  @Get(':board_id/version')
  @RequireAppPermission('ReadBoards')
  @ApiOperation({ operationId: 'listBoardVersions' })
  @ApiResponse({
    status: 200,
    schema: { type: 'array', items: versionSchema(), example: [[0, 0, 1]] },
  })
  @ApiProblems(401, 403, 404, 503)
  listVersions(
    @Param('board_id') boardId: string,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<VersionJson[]> {
    return this.versions.listVersions(appId, boardId);
  }
}

async function* jsonList(
  first: readonly string[],
  others: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  yield `[${first.join(',')}`;
  for await (const more of others) if (more.length > 0) yield `,${more.join(',')}`;
  yield ']';
}

function versionSchema() {
  return {
    type: 'array',
    items: { type: 'integer' },
    minItems: 3,
    maxItems: 3,
    example: [0, 0, 2],
  };
}

/** `1_0_2`, as the ecosystem writes it in queries, like `1.0.2`. */
export const dotted = (version: string): string => version.replaceAll('_', '.');
