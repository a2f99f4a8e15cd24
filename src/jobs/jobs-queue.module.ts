import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { createQueueConnection } from '../queue/queue-connection.js';
import { JOBS_QUEUE, JobsQueue } from './jobs.queue.js';

@Module({
  imports: [
    BullModule.registerQueueAsync({
      name: JOBS_QUEUE,
      inject: [Config],
      useFactory: ({ redis }: Config) => ({
        prefix: redis.queuePrefix,
        createClient: (type) => createQueueConnection(redis.url, type),
        // A worker that dies is noticed by its heartbeat first; these are Bull's own second net.
        settings: { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 3 },
      }),
    }),
  ],
  providers: [JobsQueue],
  exports: [JobsQueue],
})
export class JobsQueueModule {}
