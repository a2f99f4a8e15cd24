import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { ApiProblems } from '../../common/api-problems.js';
import { ForbiddenError, NotFoundError } from '../../common/errors.js';
import type { Principal } from '../../common/principal.js';
import { Public } from '../../common/public.js';
import { Config } from '../../config/config.js';
import { UsersService } from '../../users/users.service.js';
import { bearerOf } from '../credentials/credentials.js';
import { SignedInUser } from '../credentials/signed-in-user.js';
import { claimsWithin } from './claims.js';
import { OpenIdSettings } from './openid-settings.service.js';
import { OpenIdSettingsDto, UserClaimsDto } from './openid-settings.dto.js';

@ApiTags('auth')
@Controller('api/v1/auth')
export class OpenIdController {
  constructor(
    private readonly settings: OpenIdSettings,
    private readonly users: UsersService,
    private readonly config: Config,
  ) {}

  /** How clients sign people in by OpenID Connect. */
  @Get('openid')
  @Public()
  @ApiOperation({ operationId: 'openIdSettings' })
  @ApiProblems(503)
  openid(): Promise<OpenIdSettingsDto> {
    return this.settings.forClients();
  }

  /** Leads to the discovery document of the issuer. */
  @Get('discovery')
  @Public()
  @ApiOperation({ operationId: 'openIdDiscovery' })
  @ApiResponse({ status: 307, description: 'To the discovery document' })
  discovery(@Res() reply: FastifyReply): void {
    reply.redirect(this.settings.discoveryUrl, 307);
  }

  /** Leads to the public keys of the issuer. */
  @Get('jwks')
  @Public()
  @ApiOperation({ operationId: 'openIdJwks' })
  @ApiResponse({ status: 307, description: 'To the keys' })
  @ApiProblems(404, 503)
  async jwks(@Res() reply: FastifyReply): Promise<void> {
    const { jwks_url: url } = await this.settings.forClients();
    if (url === null) throw new NotFoundError('The issuer publishes no keys');
    reply.redirect(url, 307);
  }

  /** Who the access token was issued for, as OpenID Connect has it. */
  @Get('userinfo')
  @ApiOperation({ operationId: 'userInfo' })
  @ApiProblems(401, 403, 404, 503)
  userInfo(
    @SignedInUser() { userId }: Principal,
    @Req() request: FastifyRequest,
  ): Promise<UserClaimsDto> {
    return this.claimsOf(userId, request);
  }

  /** The same, for clients that ask by POST. */
  @Post('userinfo')
  @HttpCode(200)
  @ApiOperation({ operationId: 'postUserInfo' })
  @ApiProblems(401, 403, 404, 503)
  postUserInfo(
    @SignedInUser() { userId }: Principal,
    @Req() request: FastifyRequest,
  ): Promise<UserClaimsDto> {
    return this.claimsOf(userId, request);
  }

  private async claimsOf(userId: string, { headers }: FastifyRequest): Promise<UserClaimsDto> {
    const { outside } = this.config.openid;
    if (outside !== undefined)
      throw new NotFoundError(`${outside.issuer} keeps the accounts and knows who somebody is`);
    // The guard has verified the token.
    const { scope } = decodeJwt<{ scope?: string }>(bearerOf(headers)!);
    const scopes = new Set(scope?.split(' '));
    if (!scopes.has('openid'))
      throw new ForbiddenError('The access token was not issued for the scope openid');
    return claimsWithin(await this.users.getUser(userId), scopes);
  }
}
