import { Module } from '@nestjs/common';
import { RevisionsService } from './revisions.service.js';
import { SecretValues } from './secrets/secret-values.service.js';

/** Reads boards, as every process that runs them does. */
@Module({
  providers: [RevisionsService, SecretValues],
  exports: [RevisionsService, SecretValues],
})
export class BoardsModule {}
