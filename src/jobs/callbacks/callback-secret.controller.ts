import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { AppAccess } from '../../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { CallbackSecretDto } from './callback-secret.dto.js';
import { CallbackSecrets } from './callback-secrets.service.js';

@ApiTags('jobs')
@Controller('api/v1/apps/:app_id/callback-secret')
export class CallbackSecretController {
  constructor(private readonly secrets: CallbackSecrets) {}

  /** What the callbacks of the app are signed with; made when it is first asked for. */
  @Get()
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'getCallbackSecret' })
  @ApiResponse({ status: 200, type: CallbackSecretDto })
  @ApiProblems(401, 403, 404, 503)
  async get(@CurrentAccess() { appId }: AppAccess): Promise<CallbackSecretDto> {
    return CallbackSecretDto.from(await this.secrets.getSecret(appId));
  }

  /** Makes a new secret; the present one signs beside it for a day. */
  @Post()
  @HttpCode(200)
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'rotateCallbackSecret' })
  @ApiResponse({ status: 200, type: CallbackSecretDto })
  @ApiProblems(401, 403, 404, 503)
  async rotate(@CurrentAccess() { appId }: AppAccess): Promise<CallbackSecretDto> {
    return CallbackSecretDto.from(await this.secrets.rotate(appId));
  }
}
