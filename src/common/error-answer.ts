import { HttpException, type Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppError, type ErrorCode, type FieldError, LimitError } from './errors.js';
import { isOutage } from './outage.js';
import { traceOf } from '../tracing/trace-requests.js';
import { traceIdOf } from '../tracing/traceparent.js';
import type { AuthenticatedRequest } from './principal.js';

const STATUS = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  GONE: 410,
  PRECONDITION_FAILED: 412,
  UNPROCESSABLE_ENTITY: 422,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
} as const satisfies Record<ErrorCode, number>;

const OUTAGE_RETRY_SECONDS = 2;

/** What may be said to whoever met an error. */
export interface ErrorAnswer {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[] | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  /** What it is to the operator; undefined = nothing, the caller is to blame. */
  readonly fault?: 'outage' | 'mistake';
}

export function answerTo(thrown: unknown): ErrorAnswer {
  if (thrown instanceof AppError) {
    const { code, message, errors, retryAfter } = thrown;
    return { status: STATUS[code], detail: message, errors, retryAfter };
  }
  if (isUnkeepableText(thrown)) {
    const detail = 'A text of the request holds the character NUL, which cannot be kept';
    return { status: 400, detail };
  }
  if (thrown instanceof HttpException && thrown.getStatus() < 500) return fromHttpException(thrown);
  const refused = refusedByFastify(thrown);
  if (refused !== undefined) return refused;
  if (isOutage(thrown)) {
    const detail = 'A service this server depends on does not answer; try again shortly';
    return { status: 503, detail, retryAfter: OUTAGE_RETRY_SECONDS, fault: 'outage' };
  }
  const detail =
    'The server made a mistake; it has been logged under the request id of this answer';
  return { status: 500, detail, fault: 'mistake' };
}

/** What somebody tried who was not let in (OWASP ASVS 4.0, 7.1.3 and 7.2.2). */
const NOT_LET_IN = new Set([401, 403, 429]);

/** Logs what the operator must know of: faults, and who was kept out. What else was refused only for debugging. */
export function tellOperator(
  logger: Logger,
  request: AuthenticatedRequest,
  { fault, status }: ErrorAnswer,
  thrown: unknown,
): void {
  // Without the query: it may hold credentials.
  const where = `${request.method} ${request.url.split('?')[0]}`;
  const ids = { request_id: request.id, trace_id: traceIdOf(traceOf(request)) };
  if (fault === undefined) {
    const message = `${where} refused with ${status} (request ${request.id}, from ${request.ip}, ${who(request)})`;
    const told = { message, ...ids };
    return NOT_LET_IN.has(status) ? logger.log(told) : logger.debug(told);
  }
  if (fault === 'outage')
    logger.warn({ message: `${where} met an outage: ${(thrown as Error).message}`, ...ids });
  if (fault !== 'mistake') return;
  const stack = thrown instanceof Error ? thrown.stack : String(thrown);
  logger.error({ message: `${where} failed (request ${request.id})`, ...ids }, stack);
}

function who({ user }: AuthenticatedRequest): string {
  if (user === undefined) return 'nobody known';
  return user.via === 'api-key' ? `key ${user.credentialId}` : `user ${user.userId}`;
}

/** Retry-After, and the fields RateLimit-Policy and RateLimit of the IETF's draft on rate limit headers. */
export function tellLimits(
  reply: FastifyReply,
  { retryAfter }: ErrorAnswer,
  thrown: unknown,
): void {
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (!(thrown instanceof LimitError)) return;
  const { name, calls, seconds } = thrown.policy;
  reply.header(
    'ratelimit-policy',
    `"${name}";q=${calls}${seconds === undefined ? '' : `;w=${seconds}`}`,
  );
  reply.header('ratelimit', `"${name}";r=0;t=${thrown.retryAfter}`);
}

/** Postgres can keep every text but one with the character NUL. */
function isUnkeepableText(thrown: unknown): boolean {
  const { code } = (thrown ?? {}) as { code?: unknown };
  return thrown instanceof Error && (code === '22021' || code === '22P05');
}

function fromHttpException(exception: HttpException): ErrorAnswer {
  const status = exception.getStatus();
  if (status !== 404) return { status, detail: exception.message };
  return {
    status,
    detail: exception.message.replace(/^Cannot (\S+) (.*)$/, 'There is no $1 $2 here'),
  };
}

/** What Fastify itself refuses before a route is reached; its words are safe to show. */
function refusedByFastify(thrown: unknown): ErrorAnswer | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code, statusCode } = thrown as { code?: unknown; statusCode?: unknown };
  const isFastifys = typeof code === 'string' && code.startsWith('FST_ERR_');
  if (!isFastifys || typeof statusCode !== 'number' || statusCode >= 500) return undefined;
  return { status: statusCode, detail: thrown.message };
}
