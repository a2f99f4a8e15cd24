import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import type { Principal } from '../../common/principal.js';
import { PersonalAccessTokens } from '../personal-access-tokens/personal-access-tokens.service.js';
import { bearerOf, isPersonalAccessToken } from './credentials.js';

/** `Authorization: pat_…`, with or without `Bearer`. */
@Injectable()
export class PersonalAccessTokenStrategy extends PassportStrategy(
  Strategy,
  'personal-access-token',
) {
  constructor(private readonly tokens: PersonalAccessTokens) {
    super();
  }

  async validate({ headers }: FastifyRequest): Promise<Principal | null> {
    const token = bearerOf(headers);
    if (token === undefined || !isPersonalAccessToken(token)) return null;
    return this.tokens.verify(token);
  }
}
