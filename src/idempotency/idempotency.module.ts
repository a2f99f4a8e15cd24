import { Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { IdempotencyKeys } from './idempotency-keys.service.js';
import { ReplayFilter } from './replay.filter.js';

@Global()
@Module({
  providers: [IdempotencyKeys, { provide: APP_FILTER, useClass: ReplayFilter }],
  exports: [IdempotencyKeys],
})
export class IdempotencyModule {}
