import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AppAccess } from '../../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { ApiProblems } from '../../common/api-problems.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import { Public } from '../../common/public.js';
import { RevisionsService } from '../revisions.service.js';
import { RealtimeJwksDto, RealtimeKeysDto } from './realtime.dto.js';
import { RealtimeKeysService } from './realtime-keys.service.js';

@ApiTags('boards')
@Controller('api/v1/apps/:app_id/board/:board_id/realtime')
export class RealtimeController {
  constructor(
    private readonly keys: RealtimeKeysService,
    private readonly revisions: RevisionsService,
  ) {}

  /** The public keys of the tokens below, the same for every board. */
  @Get()
  @Public()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ operationId: 'realtimeJwks' })
  jwks(): RealtimeJwksDto {
    return this.keys.jwks;
  }

  /** Keys for editing a board together with others who may read it. */
  @Post()
  @HttpCode(200)
  @RequireAppPermission('ReadBoards')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'joinRealtime' })
  @ApiProblems(401, 403, 404, 503)
  async join(
    @Param('board_id') boardId: string,
    @CurrentAccess() { appId }: AppAccess,
    @CurrentUser() { userId }: Principal,
  ): Promise<RealtimeKeysDto> {
    await this.revisions.getRevision(appId, boardId, 'draft');
    const { jwt, encryptionKey, keyId } = await this.keys.issue(userId, appId, boardId);
    return { jwt, encryption_key: encryptionKey, key_id: keyId };
  }
}
