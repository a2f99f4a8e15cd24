import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type AppAccess } from '../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../apps/access/app-permission.guard.js';
import { isPermitted } from '../common/app-permission.js';
import { ApiProblems } from '../common/api-problems.js';
import { InvalidError } from '../common/errors.js';
import { TakesLargeBody } from '../common/json-body.js';
import { AnswersNull, NULL } from '../common/null-answer.js';
import { BoardEditor } from './board-editor.service.js';
import { revisionOf, revisionTag } from '../common/revision-etag.js';
import { BoardInspector } from './board-inspector.service.js';
import { dotted } from './boards.controller.js';
import { BoardProblemDto, ClipboardDto, CommandsDto, WhichVersionDto } from './dto/board.dto.js';
import { PrerunDto } from './dto/prerun.dto.js';

@ApiTags('boards')
@Controller('api/v1/apps/:app_id/board/:board_id')
export class BoardEditsController {
  constructor(
    private readonly editor: BoardEditor,
    private readonly inspector: BoardInspector,
  ) {}

  /**
   * Edits a board by commands. Answers them in the same order, filled in with what undoing them takes; one
   * that could not be done has a field `skipped` that says why.
   */
  @Post()
  @HttpCode(200)
  @RequireAppPermission('WriteBoards')
  @TakesLargeBody()
  @ApiOperation({ operationId: 'editBoard' })
  @ApiResponse({
    status: 200,
    description: 'The commands, filled in',
    schema: {
      type: 'array',
      items: { type: 'object' },
      example: [
        {
          command_type: 'MoveNode',
          node_id: 'n1',
          from_coordinates: [0, 0, 0],
          to_coordinates: [40, 80, 0],
          current_layer: null,
        },
      ],
    },
  })
  @ApiProblems(400, 401, 403, 404, 413, 503)
  async execute(
    @Param('board_id') boardId: string,
    @Body() { commands }: CommandsDto,
    @CurrentAccess() { appId }: AppAccess,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown[]> {
    const executed = await this.editor.execute(appId, boardId, listOf(commands));
    reply.header('etag', revisionTag(executed.revision));
    const answers = [...executed.commands];
    for (const { index, message } of executed.skipped)
      answers[index] = { ...(answers[index] as object), skipped: message };
    return answers;
  }

  /**
   * Pastes what an editor has put onto the clipboard: nodes, comments and layers get ids of their own, variables
   * that the board lacks come along. Answers the command that was done, for undo.
   */
  @Post('import')
  @HttpCode(200)
  @RequireAppPermission('WriteBoards')
  @TakesLargeBody()
  @ApiOperation({ operationId: 'importIntoBoard' })
  @ApiHeader({
    name: 'if-match',
    description: 'The ETag as it was read; 412 when the board was changed since',
    required: false,
  })
  @ApiResponse({
    status: 200,
    description: 'The command CopyPaste, filled in',
    schema: {
      type: 'array',
      items: { type: 'object' },
      example: [{ command_type: 'CopyPaste', new_nodes: [], new_comments: [], new_layers: [] }],
    },
  })
  @ApiProblems(400, 401, 403, 404, 412, 413, 503)
  async import(
    @Param('board_id') boardId: string,
    @Body() selection: ClipboardDto,
    @CurrentAccess() { appId }: AppAccess,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown[]> {
    const readAt = revisionOf(ifMatch);
    const { command, revision } = await this.editor.paste(appId, boardId, selection, readAt);
    reply.header('etag', revisionTag(revision));
    return [command];
  }

  /** Takes back commands as they were answered, the last one first: all of them or none. */
  @Post('undo')
  @HttpCode(200)
  @RequireAppPermission('WriteBoards')
  @TakesLargeBody()
  @AnswersNull()
  @ApiOperation({ operationId: 'undoBoardCommands' })
  @ApiProblems(400, 401, 403, 404, 409, 413, 503)
  async undo(
    @Param('board_id') boardId: string,
    @Body() { commands }: CommandsDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.editor.undo(appId, boardId, listOf(commands));
    return NULL;
  }

  /** The same as POST. */
  @Patch('undo')
  @RequireAppPermission('WriteBoards')
  @TakesLargeBody()
  @AnswersNull()
  @ApiOperation({ operationId: 'undoBoardCommandsByPatch' })
  @ApiProblems(400, 401, 403, 404, 409, 413, 503)
  undoByPatch(
    @Param('board_id') boardId: string,
    @Body() dto: CommandsDto,
    @CurrentAccess() access: AppAccess,
  ): Promise<string> {
    return this.undo(boardId, dto, access);
  }

  /** Does undone commands again, in order: all of them or none. */
  @Post('redo')
  @HttpCode(200)
  @RequireAppPermission('WriteBoards')
  @TakesLargeBody()
  @AnswersNull()
  @ApiOperation({ operationId: 'redoBoardCommands' })
  @ApiProblems(400, 401, 403, 404, 409, 413, 503)
  async redo(
    @Param('board_id') boardId: string,
    @Body() { commands }: CommandsDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<string> {
    await this.editor.redo(appId, boardId, listOf(commands));
    return NULL;
  }

  /** The same as POST. */
  @Patch('redo')
  @RequireAppPermission('WriteBoards')
  @TakesLargeBody()
  @AnswersNull()
  @ApiOperation({ operationId: 'redoBoardCommandsByPatch' })
  @ApiProblems(400, 401, 403, 404, 409, 413, 503)
  redoByPatch(
    @Param('board_id') boardId: string,
    @Body() dto: CommandsDto,
    @CurrentAccess() access: AppAccess,
  ): Promise<string> {
    return this.redo(boardId, dto, access);
  }

  /** What a run of the board will ask of its caller. */
  @Get('prerun')
  @RequireAppPermission('ExecuteBoards')
  @ApiOperation({ operationId: 'getBoardPrerun' })
  @ApiProblems(400, 401, 403, 404, 503)
  async prerun(
    @Param('board_id') boardId: string,
    @Query() { version = 'draft' }: WhichVersionDto,
    @CurrentAccess() { appId, permissions }: AppAccess,
  ): Promise<PrerunDto> {
    const prerun = await this.inspector.prerun(appId, boardId, dotted(version));
    return PrerunDto.from(prerun, isPermitted(permissions, 'ReadBoards'));
  }

  /** What is wrong or doubtful about a board, as the compiler sees it. */
  @Get('problems')
  @RequireAppPermission('ReadBoards')
  @ApiOperation({ operationId: 'listBoardProblems' })
  @ApiProblems(400, 401, 403, 404, 503)
  async problems(
    @Param('board_id') boardId: string,
    @Query() { version = 'draft' }: WhichVersionDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<BoardProblemDto[]> {
    const problems = await this.inspector.problems(appId, boardId, dotted(version));
    return problems.map(({ severity, code, nodeId, pinId, message }) => ({
      severity,
      code,
      node_id: nodeId,
      pin_id: pinId,
      message,
    }));
  }
}

function listOf(commands: unknown): readonly unknown[] {
  if (Array.isArray(commands)) return commands;
  throw new InvalidError('The request is not as it must be: see commands', [
    { path: 'commands', message: 'must be a list of commands' },
  ]);
}
