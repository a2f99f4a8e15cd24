import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { IdempotentReplay } from './takes-idempotency-key.js';

/** Gives an answer again that was kept, letter by letter. */
@Catch(IdempotentReplay)
export class ReplayFilter implements ExceptionFilter<IdempotentReplay> {
  catch({ answer }: IdempotentReplay, host: ArgumentsHost): void {
    host
      .switchToHttp()
      .getResponse<FastifyReply>()
      .status(answer.status)
      .headers({ ...answer.headers, 'idempotent-replay': 'true' })
      .serializer((body) => body as string)
      .send(answer.body);
  }
}
