import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { UnauthenticatedError } from '../../common/errors.js';
import { originOf } from '../../common/request-origin.js';
import { EVERY_PERMISSION, type Principal } from '../../common/principal.js';
import { OutsideAccounts } from '../openid/outside-accounts.service.js';
import { Revocations } from '../../revocations/revocations.service.js';
import { AccessTokens } from '../tokens/access-tokens.service.js';
import { bearerOf, isApiKey, isPersonalAccessToken } from './credentials.js';

/** `Authorization: Bearer <access token>`. Costs no query, once the holder is known. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly revocations: Revocations,
    private readonly outside: OutsideAccounts,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<Principal | null> {
    const token = bearerOf(request.headers);
    if (token === undefined || isPersonalAccessToken(token)) return null;
    if (isApiKey(token))
      throw new UnauthenticatedError('The key of an app is sent in the header x-api-key');
    const outsider = await this.outside.recognize(token, originOf(request));
    if (outsider !== undefined) return outsider;
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
