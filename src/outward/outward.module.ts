import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { OutwardHttp } from './outward-http.js';
import { OutwardTargets } from './outward-targets.js';

/** Requests from this server into the world. */
@Module({
  providers: [
    {
      provide: OutwardHttp,
      inject: [Config],
      useFactory: ({ outward }: Config) => new OutwardHttp(outward),
    },
    {
      provide: OutwardTargets,
      inject: [Config],
      useFactory: ({ outward }: Config) => new OutwardTargets(outward.allow),
    },
  ],
  exports: [OutwardHttp, OutwardTargets],
})
export class OutwardModule {}
