import { Module } from '@nestjs/common';
import { Revocations } from './revocations.service.js';

/** For whoever hands out credentials that can be taken back. */
@Module({ providers: [Revocations], exports: [Revocations] })
export class RevocationsModule {}
