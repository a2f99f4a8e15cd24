import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { UnauthenticatedError } from '../../common/errors.js';
import { apiKeyOf, bearerOf } from './credentials.js';

/** `x-api-key: flk_…`, the key of an app. As long as apps have no keys, none is known. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(Strategy, 'api-key') {
  constructor() {
    super();
  }

  async validate({ headers }: FastifyRequest): Promise<null> {
    if (bearerOf(headers) !== undefined || apiKeyOf(headers) === undefined) return null;
    throw new UnauthenticatedError('The API key is not known');
  }
}
