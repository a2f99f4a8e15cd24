import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../common/api-problems.js';
import { InvalidError } from '../../common/errors.js';
import { Public } from '../../common/public.js';
import { Origin, type RequestOrigin } from '../../common/request-origin.js';
import { Config } from '../../config/config.js';
import { RateLimited } from '../../throttle/rate-limit.guard.js';
import { tokensOf } from '../auth.controller.js';
import { TokensDto } from '../dto/account.dto.js';
import type { App } from './app-address.js';
import { OAuthSignIn, PENDING_SECONDS } from './oauth-sign-in.service.js';
import { BeginSignInDto, ExchangeDto, ProviderDto } from './oauth.dto.js';
import { Providers } from './providers.service.js';
import { SignInCookie } from './sign-in-cookie.js';

@ApiTags('auth')
@Public()
@Controller('api/v1')
export class OAuthController {
  private readonly cookie: SignInCookie;

  constructor(
    private readonly providers: Providers,
    private readonly signIns: OAuthSignIn,
    { http }: Config,
  ) {
    this.cookie = new SignInCookie(http.publicUrl);
  }

  /** Where else one can sign in, for the buttons of a sign-in page. */
  @Get('oauth')
  @ApiOperation({ operationId: 'listOAuthProviders' })
  list(): ProviderDto[] {
    return this.providers.listProviders().map(ProviderDto.from);
  }

  /** Sends a browser to a provider to sign in there. */
  @Get('oauth/:provider')
  @RateLimited('oauth')
  @HttpCode(302)
  @ApiOperation({ operationId: 'beginOAuthSignIn' })
  @ApiResponse({ status: 302, description: 'To the provider, with state, nonce and PKCE' })
  @ApiProblems(400, 404, 503)
  async begin(
    @Param('provider') provider: string,
    @Query() dto: BeginSignInDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { address, state, browserSecret } = await this.signIns.begin(provider, appOf(dto));
    reply.header('set-cookie', this.cookie.set(state, browserSecret, PENDING_SECONDS));
    reply.header('location', address);
  }

  /** Where a provider sends the browser back to; signs in, or tells the app that began it. */
  @Get('oauth/:provider/callback')
  @RateLimited('oauth')
  @ApiOperation({ operationId: 'finishOAuthSignIn' })
  @ApiQuery({ name: 'state', example: 'qv1EJ5…' })
  @ApiQuery({ name: 'code', required: false, description: 'Absent when the provider refuses' })
  @ApiQuery({ name: 'iss', required: false, description: 'Who answers (RFC 9207)' })
  @ApiQuery({ name: 'error', required: false, description: 'As RFC 6749, 4.1.2.1 has it' })
  @ApiResponse({ status: 200, type: TokensDto, description: 'Signed in' })
  @ApiResponse({
    status: 302,
    description: 'To the redirect_uri, with code or error, and the state of the app',
  })
  @ApiProblems(400, 401, 403, 404, 503)
  async finish(
    @Param('provider') provider: string,
    @Req() request: FastifyRequest,
    @Origin() origin: RequestOrigin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto | undefined> {
    const response = new URLSearchParams(request.url.split('?')[1]);
    const browserSecret = this.takeCookie(request, reply, response.get('state') ?? '');
    const end = await this.signIns.finish(provider, response, browserSecret, origin);
    if ('tokens' in end) return tokensOf(end.tokens);
    reply.status(302).header('location', end.address);
    return undefined;
  }

  /** Exchanges the one-time code of a sign-in for tokens. */
  @Post('auth/exchange')
  @RateLimited('oauth')
  @HttpCode(200)
  @ApiOperation({ operationId: 'exchangeCode' })
  @ApiResponse({ status: 200, type: TokensDto })
  @ApiProblems(400, 401, 403, 503)
  async exchange(@Body() dto: ExchangeDto, @Origin() origin: RequestOrigin): Promise<TokensDto> {
    return tokensOf(await this.signIns.exchange(dto.code, dto.code_verifier ?? null, origin));
  }

  /** It counts once: the browser is told to forget it. */
  private takeCookie(
    { headers }: FastifyRequest,
    reply: FastifyReply,
    state: string,
  ): string | undefined {
    const secret = this.cookie.read(headers.cookie, state);
    if (secret !== undefined) reply.header('set-cookie', this.cookie.clear(state));
    return secret;
  }
}

function appOf(dto: BeginSignInDto): App | null {
  const { redirect_uri: redirectUri, state = null, code_challenge: codeChallenge = null } = dto;
  if (redirectUri !== undefined) return { redirectUri, state, codeChallenge };
  const needless = [state !== null && 'state', codeChallenge !== null && 'code_challenge'];
  const paths = needless.filter((path) => path !== false);
  if (paths.length === 0) return null;
  throw new InvalidError(
    'Without redirect_uri there is no app to answer to',
    paths.map((path) => ({ path, message: 'has a meaning only together with redirect_uri' })),
  );
}
