import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { AnswersNull, NULL } from '../../common/null-answer.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import { expiryOf } from '../../common/valid-until.js';
import type { AppAccess } from '../access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../access/app-permission.guard.js';
import { ApiKeyDto, CreateApiKeyDto, CreatedApiKeyDto } from './api-key.dto.js';
import { ApiKeysService } from './api-keys.service.js';

/** Keys are made and removed by people: a stolen key must not be able to make others. */
@ApiTags('api keys')
@Controller('api/v1/apps/:app_id/api')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  /** The keys of the app, newest first, without their secrets. Needs Admin. */
  @Get()
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'listApiKeys' })
  @ApiProblems(401, 403, 404, 503)
  async list(@CurrentAccess() { appId }: AppAccess): Promise<ApiKeyDto[]> {
    return (await this.keys.listKeys(appId)).map(({ key, role }) => ApiKeyDto.from(key, role));
  }

  /** Makes a key for a program, which may do in this app what its role may, and nothing elsewhere. Needs Admin. */
  @Put()
  @HttpCode(200)
  @RequireAppPermission('Admin')
  @ApiOperation({ operationId: 'createApiKey' })
  @ApiResponse({ status: 200, type: CreatedApiKeyDto })
  @ApiProblems(400, 401, 403, 404, 409, 503)
  async create(
    @Body() dto: CreateApiKeyDto,
    @CurrentAccess() { appId }: AppAccess,
    @CurrentUser() { userId }: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<CreatedApiKeyDto> {
    const { name, description = null, role_id: roleId = null } = dto;
    const fields = { name, description, roleId, expiresAt: expiryOf(dto.valid_until) };
    const { id, text, role } = await this.keys.createKey(appId, userId, fields, origin);
    return { id, api_key: text, name, role_name: role.name };
  }

  /** Takes a key back. It stops working at once. Needs Admin. */
  @Delete(':key_id')
  @RequireAppPermission('Admin')
  @AnswersNull()
  @ApiOperation({ operationId: 'removeApiKey' })
  @ApiProblems(401, 403, 404, 503)
  async remove(
    @Param('key_id') id: string,
    @CurrentAccess() { appId }: AppAccess,
    @CurrentUser() { userId }: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<string> {
    await this.keys.removeKey(appId, userId, id, origin);
    return NULL;
  }
}
