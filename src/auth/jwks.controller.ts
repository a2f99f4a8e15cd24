import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../common/public.js';
import { JwksDto } from './dto/jwks.dto.js';
import { AccessTokens } from './tokens/access-tokens.service.js';

@ApiTags('auth')
@Controller('.well-known')
export class JwksController {
  constructor(private readonly accessTokens: AccessTokens) {}

  /** The public keys of this server's tokens, as RFC 7517 has them. */
  @Get('jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ operationId: 'jwks' })
  jwks(): JwksDto {
    return this.accessTokens.jwks as JwksDto;
  }
}
