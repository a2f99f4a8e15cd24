import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IdempotencyKeys } from './idempotency-keys.service.js';

/** Headers that are part of an answer; the others are about the connection or the time. */
const KEPT = ['content-type', 'location', 'etag'];

/**
 * Keeps what is answered to requests with an Idempotency-Key before it is sent. What was refused did nothing:
 * it may be tried again.
 */
export function keepAnswers(app: NestFastifyApplication): void {
  const keys = app.get(IdempotencyKeys);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async ({ keyedWork, replayedRunId }, reply, body) => {
      if (replayedRunId !== undefined) reply.header('idempotent-replay', 'true');
      if (keyedWork === undefined) return;
      if (reply.statusCode >= 400) return keys.release(keyedWork);
      const headers = Object.fromEntries(
        KEPT.flatMap((name) => {
          const value = reply.getHeader(name);
          return value === undefined ? [] : [[name, String(value)]];
        }),
      );
      const text = typeof body === 'string' ? body : '';
      await keys.complete(keyedWork, { status: reply.statusCode, headers, body: text });
    });
}
