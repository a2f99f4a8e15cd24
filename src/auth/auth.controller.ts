import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../common/api-problems.js';
import { type Caller, CurrentCaller } from '../common/principal.js';
import { LenientCredentials, Public } from '../common/public.js';
import { Origin, type RequestOrigin } from '../common/request-origin.js';
import { RateLimited } from '../throttle/rate-limit.guard.js';
import { AuthService, type SignedIn } from './auth.service.js';
import { AccountDto, TokensDto } from './dto/account.dto.js';
import { LoginDto, LogoutDto, RefreshDto, RegisterDto } from './dto/credentials.dto.js';

@ApiTags('auth')
@Controller('api/v1/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  /** Makes an account and signs in to it. */
  @Post('register')
  @Public()
  @RateLimited('register')
  @ApiOperation({ operationId: 'register' })
  @ApiResponse({ status: 201, type: TokensDto })
  @ApiProblems(400, 403, 409, 503)
  async register(@Body() dto: RegisterDto, @Origin() origin: RequestOrigin): Promise<TokensDto> {
    const { email, password, name = null } = dto;
    return tokensOf(await this.auth.register({ email, password, name }, origin));
  }

  /** Signs in with e-mail and password. */
  @Post('login')
  @Public()
  @HttpCode(200)
  @ApiOperation({ operationId: 'login' })
  @ApiResponse({ status: 200, type: TokensDto })
  @ApiProblems(400, 401, 403, 429, 503)
  async login(@Body() dto: LoginDto, @Origin() origin: RequestOrigin): Promise<TokensDto> {
    return tokensOf(await this.auth.login(dto.email, dto.password, origin));
  }

  /** Exchanges a refresh token for new tokens. One that was used before ends the session. */
  @Post('refresh')
  @Public()
  @RateLimited('refresh')
  @HttpCode(200)
  @ApiOperation({ operationId: 'refresh' })
  @ApiResponse({ status: 200, type: TokensDto })
  @ApiProblems(400, 401, 503)
  async refresh(@Body() dto: RefreshDto, @Origin() origin: RequestOrigin): Promise<TokensDto> {
    return tokensOf(await this.auth.refresh(dto.refresh_token, origin));
  }

  /** Ends a session: its refresh tokens and its access tokens stop working. */
  @Post('logout')
  @LenientCredentials()
  @HttpCode(204)
  @ApiOperation({ operationId: 'logout' })
  @ApiResponse({ status: 204 })
  @ApiProblems(400, 401, 503)
  async logout(
    @Body() { refresh_token }: LogoutDto,
    @CurrentCaller() caller: Caller | undefined,
    @Origin() origin: RequestOrigin,
  ): Promise<void> {
    await this.auth.logout(refresh_token ?? undefined, caller, origin);
  }
}

export function tokensOf({ user, accessToken, refreshToken, expiresIn }: SignedIn): TokensDto {
  return {
    access_token: accessToken,
    refresh_token: refreshToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
    user: AccountDto.from(user),
  };
}
