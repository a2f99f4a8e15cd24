import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { APP_PERMISSIONS, permissionNames } from '../../common/app-permission.js';
import { ApiProblems } from '../../common/api-problems.js';
import { InvalidError } from '../../common/errors.js';
import { EVERY_PERMISSION, type Principal } from '../../common/principal.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import { expiryOf } from '../../common/valid-until.js';
import { SignedInUser } from '../credentials/signed-in-user.js';
import { CreatedTokenDto, CreateTokenDto, TokenDto } from './personal-access-token.dto.js';
import { PersonalAccessTokens } from './personal-access-tokens.service.js';

@ApiTags('user')
@Controller('api/v1/user/pat')
export class PersonalAccessTokensController {
  constructor(private readonly tokens: PersonalAccessTokens) {}

  /** The caller's personal access tokens, newest first, without their secrets. */
  @Get()
  @ApiOperation({ operationId: 'listPersonalAccessTokens' })
  @ApiProblems(401, 403, 503)
  async list(@SignedInUser() { userId }: Principal): Promise<TokenDto[]> {
    return (await this.tokens.listTokens(userId)).map(TokenDto.from);
  }

  /** Makes a token for a program. It works wherever an access token does, except on the account itself. */
  @Put()
  @HttpCode(200)
  @ApiOperation({ operationId: 'createPersonalAccessToken' })
  @ApiResponse({ status: 200, type: CreatedTokenDto })
  @ApiProblems(400, 401, 403, 409, 503)
  async create(
    @Body() dto: CreateTokenDto,
    @SignedInUser() principal: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<CreatedTokenDto> {
    const permissions = permissionsOf(dto);
    const expiresAt = expiryOf(dto.valid_until);
    const fields = { name: dto.name, permissions, expiresAt };
    const { token, text } = await this.tokens.createToken(principal, fields, origin);
    return {
      pat: text,
      id: token.id,
      permission: token.permissions,
      scopes: permissionNames(token.permissions),
    };
  }

  /** Takes a token back. It stops working at once. */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removePersonalAccessToken' })
  @ApiResponse({ status: 204 })
  @ApiProblems(401, 403, 404, 503)
  async remove(
    @Param('id') id: string,
    @SignedInUser() { userId }: Principal,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.tokens.removeToken(userId, id, origin);
  }
}

function permissionsOf({ permissions, scopes }: CreateTokenDto): number {
  if (scopes == null) return permissions ?? EVERY_PERMISSION;
  const bits = scopes.reduce((sum, scope) => sum | APP_PERMISSIONS[scope], 0);
  if (permissions == null || permissions === bits) return bits;
  throw new InvalidError('The token is given two different sets of permissions', [
    { path: 'scopes', message: 'must mean the same as permissions when both are given' },
  ]);
}
