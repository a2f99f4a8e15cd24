import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../common/api-problems.js';
import { AnswersNull, NULL } from '../common/null-answer.js';
import { type Caller, CurrentCaller } from '../common/principal.js';
import { ChangeSinkDto, SinkAppDto, SinkDto, SinkStatusDto } from './dto/sink.dto.js';
import { TriggersService } from './triggers.service.js';

/** The triggers of events; the ecosystem calls them sinks. All need WriteEvents in the app of the event. */
@ApiTags('triggers')
@Controller('api/v1')
export class SinksController {
  constructor(private readonly triggers: TriggersService) {}

  /** The triggers of all apps in which the caller may write events. */
  @Get(['sink', 'sinks'])
  @ApiOperation({ operationId: 'listSinks' })
  @ApiResponse({ status: 200, type: [SinkDto] })
  @ApiProblems(401, 503)
  async list(@CurrentCaller() caller: Caller): Promise<SinkDto[]> {
    return (await this.triggers.list(caller)).map((row) => SinkDto.from(row));
  }

  /** The triggers of one app. */
  @Get('sink/app/:app_id')
  @ApiOperation({ operationId: 'listSinksOfApp' })
  @ApiResponse({ status: 200, type: [SinkDto] })
  @ApiProblems(401, 403, 404, 503)
  async listOfApp(
    @Param('app_id') appId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<SinkDto[]> {
    return (await this.triggers.listOfApp(caller, appId)).map((row) => SinkDto.from(row));
  }

  /** The trigger of an event. */
  @Get('sink/:event_id')
  @ApiOperation({ operationId: 'getSink' })
  @ApiResponse({ status: 200, type: SinkDto })
  @ApiProblems(400, 401, 404, 409, 503)
  async get(
    @Param('event_id') eventId: string,
    @Query() { app_id: appId }: SinkAppDto,
    @CurrentCaller() caller: Caller,
  ): Promise<SinkDto> {
    return SinkDto.from(await this.triggers.find(caller, eventId, appId));
  }

  /** Gives a trigger another path, or a token that its callers must send. */
  @Patch('sink/:event_id')
  @ApiOperation({ operationId: 'changeSink' })
  @ApiResponse({ status: 200, type: SinkDto })
  @ApiProblems(400, 401, 404, 409, 413, 415, 503)
  async change(
    @Param('event_id') eventId: string,
    @Query() { app_id: appId }: SinkAppDto,
    @Body() { path, auth_token: authToken }: ChangeSinkDto,
    @CurrentCaller() caller: Caller,
  ): Promise<SinkDto> {
    const trigger = await this.triggers.find(caller, eventId, appId);
    await this.triggers.change(trigger, {
      path: path ?? undefined,
      authToken: authToken ?? undefined,
    });
    return SinkDto.from(await this.triggers.find(caller, eventId, trigger.app_id));
  }

  /** Switches a trigger on or off; the event can be started by hand all the same. */
  @Post('sink/:event_id/toggle')
  @HttpCode(200)
  @ApiOperation({ operationId: 'toggleSink' })
  @ApiResponse({ status: 200, type: SinkDto })
  @ApiProblems(400, 401, 404, 409, 503)
  async toggle(
    @Param('event_id') eventId: string,
    @Query() { app_id: appId }: SinkAppDto,
    @CurrentCaller() caller: Caller,
  ): Promise<SinkDto> {
    const trigger = await this.triggers.find(caller, eventId, appId);
    await this.triggers.toggle(trigger);
    return SinkDto.from(await this.triggers.find(caller, eventId, trigger.app_id));
  }

  /** Makes a secret that senders must sign with, in place of the one before. Only this answer shows it. */
  @Post('sink/:event_id/secret')
  @HttpCode(200)
  @ApiOperation({ operationId: 'makeSinkSecret' })
  @ApiResponse({ status: 200, type: SinkDto })
  @ApiProblems(400, 401, 404, 409, 503)
  async makeSecret(
    @Param('event_id') eventId: string,
    @Query() { app_id: appId }: SinkAppDto,
    @CurrentCaller() caller: Caller,
  ): Promise<SinkDto> {
    const trigger = await this.triggers.find(caller, eventId, appId);
    const secret = await this.triggers.makeSecret(trigger);
    return SinkDto.from(await this.triggers.find(caller, eventId, trigger.app_id), secret);
  }

  /** Senders need not sign any more. */
  @Delete('sink/:event_id/secret')
  @ApiOperation({ operationId: 'removeSinkSecret' })
  @ApiResponse({ status: 200, type: SinkDto })
  @ApiProblems(400, 401, 404, 409, 503)
  async removeSecret(
    @Param('event_id') eventId: string,
    @Query() { app_id: appId }: SinkAppDto,
    @CurrentCaller() caller: Caller,
  ): Promise<SinkDto> {
    const trigger = await this.triggers.find(caller, eventId, appId);
    await this.triggers.removeSecret(trigger);
    return SinkDto.from(await this.triggers.find(caller, eventId, trigger.app_id));
  }

  /** Removes a trigger with its token and secret; the event gets a new one when it is saved again. */
  @Delete('sinks/:event_id')
  @AnswersNull()
  @ApiOperation({ operationId: 'removeSink' })
  @ApiProblems(400, 401, 404, 409, 503)
  async remove(
    @Param('event_id') eventId: string,
    @Query() { app_id: appId }: SinkAppDto,
    @CurrentCaller() caller: Caller,
  ): Promise<string> {
    await this.triggers.remove(await this.triggers.find(caller, eventId, appId));
    return NULL;
  }

  /** Whether a trigger starts its event now. */
  @Get('sinks/:event_id/status')
  @ApiOperation({ operationId: 'getSinkStatus' })
  @ApiResponse({ status: 200, type: SinkStatusDto })
  @ApiProblems(400, 401, 404, 409, 503)
  async status(
    @Param('event_id') eventId: string,
    @Query() { app_id: appId }: SinkAppDto,
    @CurrentCaller() caller: Caller,
  ): Promise<SinkStatusDto> {
    return { active: (await this.triggers.find(caller, eventId, appId)).live };
  }
}
