import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { OutwardHttp } from './outward-http.js';

/** Requests from this server into the world. */
@Module({
  providers: [
    {
      provide: OutwardHttp,
      inject: [Config],
      useFactory: ({ outward }: Config) => new OutwardHttp(outward),
    },
  ],
  exports: [OutwardHttp],
})
export class OutwardModule {}
