import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { type Principal, UnrestrictedUser } from '../../common/principal.js';
import { TakesIdempotencyKey } from '../../idempotency/takes-idempotency-key.js';
import { InstallAppDto, InstalledAppDto } from './installation.dto.js';
import { InstallationsService } from './installations.service.js';

@ApiTags('store')
@Controller('api/v1/store/:app_id/install')
export class StoreInstallsController {
  constructor(private readonly installations: InstallationsService) {}

  /**
   * Makes a copy of a published app in the caller's own space, who becomes its owner. Secrets come without values,
   * and events that start by themselves are switched off.
   */
  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'installApp' })
  @ApiResponse({ status: 201, type: InstalledAppDto })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async install(
    @Param('app_id') sourceAppId: string,
    @Body() { version, name }: InstallAppDto,
    @UnrestrictedUser() { userId }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InstalledAppDto> {
    const wanted = { version: version ?? undefined, name: name ?? undefined };
    const copy = await this.installations.install(userId, sourceAppId, wanted);
    reply.header('location', `/api/v1/apps/${copy.appId}`);
    return InstalledAppDto.from(copy);
  }
}
