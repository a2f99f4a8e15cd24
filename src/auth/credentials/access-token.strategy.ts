import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { UnauthenticatedError } from '../../common/errors.js';
import { EVERY_PERMISSION, type Principal } from '../../common/principal.js';
import { Revocations } from '../../revocations/revocations.service.js';
import { AccessTokens } from '../tokens/access-tokens.service.js';
import { bearerOf, isApiKey, isPersonalAccessToken } from './credentials.js';

/** `Authorization: Bearer <access token>`. Costs no query. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly revocations: Revocations,
  ) {
    super();
  }

  async validate({ headers }: FastifyRequest): Promise<Principal | null> {
    const token = bearerOf(headers);
    if (token === undefined || isPersonalAccessToken(token)) return null;
    if (isApiKey(token))
      throw new UnauthenticatedError('The key of an app is sent in the header x-api-key');
    const { sub, sid, auth_time } = await this.accessTokens.verify(token);
    if (this.revocations.has(sid)) throw new UnauthenticatedError('The session has ended');
    return {
      userId: sub,
      via: 'session',
      credentialId: sid,
      permissions: EVERY_PERMISSION,
      authenticatedAt: auth_time,
    };
  }
}
