import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { ApiProblems } from '../common/api-problems.js';
import { InvalidError } from '../common/errors.js';
import type { AuthenticatedRequest, Caller } from '../common/principal.js';
import { IdempotencyKeys, type KeyedWork, type KeptAnswer } from './idempotency-keys.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when the request has an Idempotency-Key and is carried out. */
    keyedWork?: KeyedWork;
    /** Set when it was carried out before: the run whose state is the answer. */
    replayedRunId?: string;
  }
}

const USABLE = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/**
 * A route that makes or runs something, at most once for every value of the header Idempotency-Key: the same
 * request again gets the same answer again. Its callers are known by their credentials.
 */
export const TakesIdempotencyKey = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'idempotency-key',
      required: false,
      description:
        'At most 255 characters. A repeated request with the same key gets the first answer again, for a day',
    }),
    ApiProblems(409, 422),
  );

/** The answer that was given to the same request before. */
export class IdempotentReplay extends Error {
  constructor(readonly answer: KeptAnswer & { readonly body: string }) {
    super('Answered before');
  }
}

@Injectable()
class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly keys: IdempotencyKeys) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const { headers, user, method, url, rawBody = '' } = request;
    const key = headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (typeof key !== 'string' || !USABLE.test(key))
      throw new InvalidError('The Idempotency-Key cannot be used', [
        { path: 'Idempotency-Key', message: 'must be 1 to 255 printable ASCII characters' },
      ]);
    const [path, query = ''] = url.split('?');
    const scope = `${callerOf(user)} ${method} ${path}`;
    const accept = headers.accept?.includes('text/event-stream') === true ? 'stream' : '';
    const taken = await this.keys.take({ scope, key, body: `${query}\n${accept}\n${rawBody}` });
    if ('work' in taken) request.keyedWork = taken.work;
    else if (taken.answer.body !== null)
      throw new IdempotentReplay({ ...taken.answer, body: taken.answer.body });
    else request.replayedRunId = taken.runId;
    return next.handle();
  }
}

function callerOf(caller: Caller | undefined): string {
  if (caller === undefined) return 'anybody';
  return caller.via === 'api-key' ? `key:${caller.credentialId}` : `user:${caller.userId}`;
}
