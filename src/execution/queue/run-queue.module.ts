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
        // A worker that dies is noticed by its heartbeat first; these are Bull's own second net.
        settings: { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 3 },
      }),
    }),
  ],
  providers: [RunQueue],
  exports: [RunQueue],
})
export class RunQueueModule {}
