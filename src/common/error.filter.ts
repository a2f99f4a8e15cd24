import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorCode, type FieldError, LimitError } from './errors.js';
import { isOutage } from './outage.js';
import { problem, PROBLEM_TYPE } from './problem.js';

const STATUS = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
} as const satisfies Record<ErrorCode, number>;

const OUTAGE_RETRY_SECONDS = 2;

interface Answer {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[] | undefined;
  readonly retryAfter?: number | undefined;
}

/** Turns whatever was thrown into a problem. Only what the caller may know goes out; the rest is logged. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = this.answerTo(thrown, request);
    if (reply.sent || reply.raw.headersSent) return;
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
    if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter);
    if (thrown instanceof LimitError) tellLimit(reply, thrown);
    reply
      .status(answer.status)
      .type(PROBLEM_TYPE)
      .send(problem(answer.status, answer.detail, request, answer.errors));
  }

  private answerTo(thrown: unknown, request: FastifyRequest): Answer {
    if (thrown instanceof AppError) {
      const { code, message, errors, retryAfter } = thrown;
      return { status: STATUS[code], detail: message, errors, retryAfter };
    }
    if (isUnkeepableText(thrown)) {
      const detail = 'A text of the request holds the character NUL, which cannot be kept';
      return { status: 400, detail };
    }
    if (thrown instanceof HttpException && thrown.getStatus() < 500)
      return fromHttpException(thrown);
    // Without the query: it may hold credentials.
    const where = `${request.method} ${request.url.split('?')[0]}`;
    const refused = refusedByFastify(thrown);
    if (refused !== undefined) return refused;
    if (isOutage(thrown)) {
      this.logger.warn(`${where} met an outage: ${(thrown as Error).message}`);
      const detail = 'A service this server depends on does not answer; try again shortly';
      return { status: 503, detail, retryAfter: OUTAGE_RETRY_SECONDS };
    }
    const stack = thrown instanceof Error ? thrown.stack : String(thrown);
    this.logger.error(`${where} failed (request ${request.id})`, stack);
    const detail =
      'The server made a mistake; it has been logged under the request id of this answer';
    return { status: 500, detail };
  }
}

/** Postgres can keep every text but one with the character NUL. */
function isUnkeepableText(thrown: unknown): boolean {
  const { code } = (thrown ?? {}) as { code?: unknown };
  return thrown instanceof Error && (code === '22021' || code === '22P05');
}

/** The fields RateLimit-Policy and RateLimit of the IETF's draft on rate limit headers. */
function tellLimit(reply: FastifyReply, { policy, retryAfter }: LimitError): void {
  reply.header('ratelimit-policy', `"${policy.name}";q=${policy.calls};w=${policy.seconds}`);
  reply.header('ratelimit', `"${policy.name}";r=0;t=${retryAfter}`);
}

function fromHttpException(exception: HttpException): Answer {
  const status = exception.getStatus();
  if (status !== 404) return { status, detail: exception.message };
  return {
    status,
    detail: exception.message.replace(/^Cannot (\S+) (.*)$/, 'There is no $1 $2 here'),
  };
}

/** What Fastify itself refuses before a route is reached; its words are safe to show. */
function refusedByFastify(thrown: unknown): Answer | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code, statusCode } = thrown as { code?: unknown; statusCode?: unknown };
  const isFastifys = typeof code === 'string' && code.startsWith('FST_ERR_');
  if (!isFastifys || typeof statusCode !== 'number' || statusCode >= 500) return undefined;
  return { status: statusCode, detail: thrown.message };
}
