import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { AppAccess } from '../../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { InvalidError } from '../../common/errors.js';
import { type Caller, CurrentCaller } from '../../common/principal.js';
import {
  AppUsageDto,
  AppUsageFilterDto,
  ExecutionUsageDto,
  ExecutionUsagePageDto,
  NoUsagePageDto,
  UsagePageDto,
  UsageSummaryDto,
} from '../dto/usage.dto.js';
import { RunUsage } from './run-usage.service.js';

const DAY_MS = 86_400_000;
const MOST_DAYS = 400;

/** What runs used: the caller's own, and those of an app. */
@ApiTags('usage')
@Controller('api/v1')
export class UsageController {
  constructor(private readonly usage: RunUsage) {}

  /** What the caller's own runs used, by app and day, newest first. */
  @Get('usage/executions')
  @ApiOperation({ operationId: 'listExecutionUsage' })
  @ApiResponse({ status: 200, type: ExecutionUsagePageDto })
  @ApiProblems(400, 401, 503)
  async executions(
    @Query() { page = 1, page_size = 20, app_id }: UsagePageDto,
    @CurrentCaller() caller: Caller,
  ): Promise<ExecutionUsagePageDto> {
    const asked = { page, pageSize: page_size };
    const { items, total } = await this.usage.listDays(caller, app_id, asked);
    return { items: items.map(ExecutionUsageDto.from), total, page, page_size };
  }

  /** What all of the caller's own runs used. */
  @Get('usage/summary')
  @ApiOperation({ operationId: 'summarizeUsage' })
  @ApiResponse({ status: 200, type: UsageSummaryDto })
  @ApiProblems(401, 503)
  async summary(@CurrentCaller() caller: Caller): Promise<UsageSummaryDto> {
    return UsageSummaryDto.from(await this.usage.summarize(caller));
  }

  /** Calls of language models at the expense of this installation: there are none. */
  @Get('usage/llm')
  @ApiOperation({ operationId: 'listLlmUsage' })
  @ApiResponse({ status: 200, type: NoUsagePageDto })
  @ApiProblems(400, 401, 503)
  llm(@Query() asked: UsagePageDto): NoUsagePageDto {
    return nothing(asked);
  }

  /** Calls of embedding models at the expense of this installation: there are none. */
  @Get('usage/embeddings')
  @ApiOperation({ operationId: 'listEmbeddingUsage' })
  @ApiResponse({ status: 200, type: NoUsagePageDto })
  @ApiProblems(400, 401, 503)
  embeddings(@Query() asked: UsagePageDto): NoUsagePageDto {
    return nothing(asked);
  }

  /** What the runs of an app used, by day and by how they ended: oldest first, at most 400 days. */
  @Get('apps/:app_id/usage')
  @RequireAppPermission('ReadAnalytics')
  @ApiOperation({ operationId: 'listAppUsage' })
  @ApiResponse({ status: 200, type: [AppUsageDto] })
  @ApiProblems(400, 401, 403, 404, 503)
  async ofApp(
    @Query() { from, to }: AppUsageFilterDto,
    @CurrentAccess() { appId }: AppAccess,
  ): Promise<AppUsageDto[]> {
    const last = to ?? dayOf(Date.now());
    const first = from ?? dayOf(Math.max(0, Date.parse(last) - 29 * DAY_MS));
    const days = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
    if (days < 1 || days > MOST_DAYS)
      throw new InvalidError('The days can’t be answered at once', [
        { path: 'from', message: `must be to or up to ${MOST_DAYS - 1} days before it` },
      ]);
    return (await this.usage.listAppDays(appId, first, last)).map(AppUsageDto.from);
  }
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

function nothing({ page = 1, page_size = 20 }: UsagePageDto): NoUsagePageDto {
  return { items: [], total: 0, page, page_size };
}
