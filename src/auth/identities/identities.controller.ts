import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import type { Principal } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import { SignedInUser } from '../credentials/signed-in-user.js';
import { Identities } from './identities.service.js';
import { IdentityDto } from './identity.dto.js';

@ApiTags('user')
@Controller('api/v1/user/identities')
export class IdentitiesController {
  constructor(private readonly identities: Identities) {}

  /** Where else the caller can sign in to this account. */
  @Get()
  @ApiOperation({ operationId: 'listIdentities' })
  @ApiProblems(401, 403, 503)
  async list(@SignedInUser() { userId }: Principal): Promise<IdentityDto[]> {
    return (await this.identities.list(userId)).map(IdentityDto.from);
  }

  /** From here on that sign-in no longer leads to this account. The last way in can't be removed. */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeIdentity' })
  @ApiResponse({ status: 204 })
  @ApiProblems(401, 403, 404, 409, 503)
  async remove(
    @Param('id') id: string,
    @SignedInUser() { userId }: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.identities.unlink(userId, id, origin);
  }
}
