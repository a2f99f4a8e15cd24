import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { QueueConnections } from '../../queue/queue-connections.js';
import { RUN_QUEUE, RunQueue } from './run-queue.js';

@Module({
  imports: [
    BullModule.registerQueueAsync({
      name: RUN_QUEUE,
      inject: [Config, QueueConnections],
      useFactory: ({ redis }: Config, connections: QueueConnections) => ({
        prefix: redis.queuePrefix,
        createClient: (purpose) => connections.create(purpose),
        // A worker that dies is noticed by its heartbeat first. These are for a ticket it had taken without
        // having claimed the run yet: only Bull knows of that, and seven seconds later at most.
        settings: {
          lockDuration: 5_000,
          stalledInterval: 2_000,
          maxStalledCount: 3,
          // Until a consumer that lost its connection asks again; by default it stands idle for five seconds.
          retryProcessDelay: 500,
        },
      }),
    }),
  ],
  providers: [RunQueue],
  exports: [RunQueue],
})
export class RunQueueModule {}
