import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { ApiKeysService } from '../../apps/api-keys/api-keys.service.js';
import type { AppKey } from '../../common/principal.js';
import { apiKeyOf, bearerOf } from './credentials.js';

/** `x-api-key: flk_…`, the key of an app. A token beside it counts instead. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(Strategy, 'api-key') {
  constructor(private readonly keys: ApiKeysService) {
    super();
  }

  async validate({ headers }: FastifyRequest): Promise<AppKey | null> {
    const key = apiKeyOf(headers);
    if (bearerOf(headers) !== undefined || key === undefined) return null;
    return this.keys.verify(key);
  }
}
